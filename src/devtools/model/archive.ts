import { archivedModel } from './archive-model'
import { readHarMessage, toHarMessage } from './archive-frame'
import { list, number, record, refuse, type Check } from './archive-shape'
import type { ConnectionModel, FrameRecord } from './types'

/** The format of our fields. A later one is refused, because what it means is not known. */
const FORMAT = 1
const HAR_VERSION = '1.2'
/** Browsers refuse longer strings, and a session is far smaller. In characters. */
const MAX_LENGTH = 2 ** 28

/** The connections of a session, and the frames of each by its id. */
export interface Archive {
  readonly models: readonly ConnectionModel[]
  readonly frames: ReadonlyMap<number, readonly FrameRecord[]>
}

/**
 * A session as HTTP Archive (HAR 1.2): one entry for each connection, its frames in `_webSocketMessages` as Chromium writes them,
 * and the rest in `_connection`.
 */
export function writeArchive({ models, frames }: Archive): string {
  const entries = models.map((model) => toEntry(model, frames.get(model.id) ?? []))
  const creator = { name: 'websocket-store devtools', version: String(FORMAT) }
  return JSON.stringify({ log: { version: HAR_VERSION, creator, _format: FORMAT, entries } })
}

function toEntry({ connection: _, ...model }: ConnectionModel, frames: readonly FrameRecord[]): object {
  const startedAt = model.phases[0]?.at ?? frames[0]?.at ?? 0
  const endedAt = Math.max(startedAt, model.phases.at(-1)?.at ?? 0, frames.at(-1)?.at ?? 0)
  // What HAR requires of each entry. The headers are not known.
  const message = { httpVersion: 'HTTP/1.1', cookies: [], headers: [], headersSize: -1, bodySize: -1 }
  const url = /^wss?:/.test(model.label) ? model.label : `wss://connection.invalid/${model.label.replace(/[^\w.-]+/g, '-')}`
  return {
    startedDateTime: isoTime(startedAt),
    time: endedAt - startedAt,
    request: { method: 'GET', url, ...message, queryString: [] },
    response: { status: 101, statusText: 'Switching Protocols', ...message, content: { size: 0, mimeType: 'x-unknown' }, redirectURL: '' },
    cache: {},
    timings: { send: 0, wait: 0, receive: endedAt - startedAt },
    _resourceType: 'websocket',
    _webSocketMessages: frames.map(toHarMessage),
    _connection: model,
  }
}

const isoTime = (at: number) => new Date(Math.min(Math.max(at, 0), 8.64e15)).toISOString()

/**
 * Reads a session. Nothing of the file is run, and fields that are not known are left out.
 *
 * @throws Error that says what is wrong and what to do.
 */
export function readArchive(text: string): Archive {
  const log = record(record(parse(text), 'the file').log, 'log')
  const format = log._format
  if (format === undefined) refuse('it was not exported by the devtools: log._format is missing')
  if (number(format, 'log._format') > FORMAT)
    refuse(`it has format ${number(format, 'log._format')}, and this version reads format ${FORMAT}`, 'Update websocket-store.')
  const ids = new Set<number>()
  let lastFrameId = 0
  const frame = readHarMessage(() => ++lastFrameId)
  const read = list(entry(frame))(log.entries, 'log.entries')
  for (const { model } of read) {
    if (ids.has(model.id)) refuse(`two connections have the id ${model.id}`)
    ids.add(model.id)
  }
  return { models: read.map(({ model }) => model), frames: new Map(read.map(({ model, frames }) => [model.id, frames])) }
}

const entry =
  (frame: Check<FrameRecord>): Check<{ readonly model: ConnectionModel; readonly frames: readonly FrameRecord[] }> =>
  (value, path) => {
    const fields = record(value, path)
    const model = archivedModel(fields._connection, `${path}._connection`)
    const frames = list(frame)(fields._webSocketMessages, `${path}._webSocketMessages`)
    return { model: { ...model, connection: null }, frames }
  }

function parse(text: string): unknown {
  if (text.length > MAX_LENGTH) refuse(`it is longer than ${MAX_LENGTH / 2 ** 20} million characters`, 'Export a shorter session.')
  try {
    return JSON.parse(text) as unknown
  } catch {
    // The error of the platform would quote the file.
    return refuse('it is no JSON')
  }
}
