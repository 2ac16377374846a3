import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readArchive, writeArchive, type Archive } from '../../../src/devtools/model/archive'
import type { ConnectionModel, FrameRecord } from '../../../src/devtools/model/types'
import { holds, PROPERTY_TIMEOUT_MS } from '../../support/property'
import { frameRecord } from './hand-made'

const text = fc.string({ unit: 'binary', maxLength: 20 })
const time = fc.integer({ min: 0, max: 2_000_000_000_000 })
const count = fc.nat()
const orNull = <T>(given: fc.Arbitrary<T>) => fc.option(given, { nil: null })
const listOf = <T>(given: fc.Arbitrary<T>) => fc.array(given, { maxLength: 3 })
const phase = fc.constantFrom('idle', 'resolving', 'connecting', 'readying', 'open', 'closing', 'waiting', 'suspended', 'closed')
const cause = fc.oneof(fc.record({ type: fc.constantFrom('retain', 'socket-open') }), fc.record({ type: fc.constant('deadline'), detail: text }))

const model = fc.record({
  id: count,
  connection: fc.constant(null),
  label: fc.oneof(text, fc.webUrl()),
  isDisposed: fc.boolean(),
  snapshot: fc.record({ phase, attempt: count, retryAt: orNull(time), latencyMs: orNull(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 })), queued: count, protocol: text }),
  bufferedAmount: count,
  inspection: fc.record({
    demand: count,
    holders: listOf(fc.record({ name: text, names: listOf(text) })),
    options: listOf(fc.record({ name: text, value: text, from: text })),
    channels: fc.constant([]),
  }),
  phases: listOf(
    fc.record({
      at: time,
      phase,
      cause,
      attempt: count,
      retryAt: orNull(time),
      close: orNull(fc.record({ code: count, reason: text })),
      error: orNull(fc.record({ code: text, message: text })),
    }),
  ),
  notes: listOf(fc.record({ at: time, kind: fc.constantFrom('dial', 'drop', 'error', 'renewal', 'recovery', 'fault'), text })),
  channels: listOf(
    fc.record({
      key: text,
      status: fc.constantFrom('idle', 'subscribing', 'loading', 'subscribed', 'ended', 'error'),
      recovery: orNull(text),
      position: text,
      holders: count,
      error: orNull(text),
      messages: count,
    }),
  ),
  requests: listOf(
    fc.record({
      request: count,
      startedAt: time,
      sentAt: orNull(time),
      repliedAt: listOf(time),
      endedAt: orNull(time),
      outcome: fc.constantFrom('pending', 'replied', 'failed', 'cancelled'),
      message: text,
      error: orNull(text),
    }),
  ),
  rates: listOf(fc.record({ at: time, framesIn: count, framesOut: count, bytesIn: count, bytesOut: count })),
  queue: listOf(text),
}) as fc.Arbitrary<ConnectionModel>

const payload = fc.oneof(
  fc.record({ role: fc.constantFrom('message', 'heartbeat'), data: fc.oneof(text, fc.uint8Array({ maxLength: 40 }), fc.constant(null)) }),
  fc.record({ role: fc.constant('handshake'), data: fc.constant(null) }),
)
const frame = fc
  .tuple(
    payload,
    fc.record({
      id: count,
      at: time,
      direction: fc.constantFrom('in', 'out'),
      bytes: count,
      isCut: fc.boolean(),
      channels: listOf(text),
      note: fc.constantFrom('', 'injected', 'dropped', 'muted', 'delayed'),
    }),
  )
  .map(([kept, rest]) => ({ ...rest, ...kept }) as FrameRecord)

const archive: fc.Arbitrary<Archive> = fc
  .uniqueArray(fc.tuple(model, listOf(frame)), { maxLength: 3, selector: ([{ id }]) => id })
  .map((pairs) => ({ models: pairs.map(([each]) => each), frames: new Map(pairs.map(([{ id }, frames]) => [id, frames])) }))

const EXAMPLE: ConnectionModel = {
  id: 1,
  connection: null,
  label: 'wss://host.test/',
  isDisposed: false,
  snapshot: { phase: 'open', attempt: 0, retryAt: null, latencyMs: null, queued: 0, protocol: '' },
  bufferedAmount: 0,
  inspection: { demand: 0, holders: [], options: [], channels: [] },
  phases: [{ at: 1000, phase: 'open', cause: { type: 'ready' }, attempt: 0, retryAt: null, close: null, error: null }],
  notes: [],
  channels: [],
  requests: [],
  rates: [],
  queue: [],
}
const written = (...frames: FrameRecord[]) => writeArchive({ models: [EXAMPLE], frames: new Map([[1, frames]]) })
type Json = Record<string, never> & { entries: never }
/** The text of an archive after a change of its JSON. */
const changed = (change: (log: Json) => void): string => {
  const file = JSON.parse(written(frameRecord())) as { log: Json }
  change(file.log)
  return JSON.stringify(file)
}

describe('an archive', () => {
  it(
    'is read as it was written',
    () => {
      holds(
        fc.property(archive, (given) => {
          const read = readArchive(writeArchive(given))
          expect(read.models).toEqual(given.models)
          expect(read.frames).toEqual(given.frames)
        }),
      )
    },
    PROPERTY_TIMEOUT_MS,
  )

  it('is a HAR file with the messages of WebSockets as Chromium writes them', () => {
    const file: unknown = JSON.parse(written(frameRecord({ at: 1500 }), frameRecord({ id: 2, at: 2000, direction: 'out', data: Uint8Array.from([0, 255]) })))
    expect(file).toMatchObject({
      log: {
        version: '1.2',
        creator: { name: 'websocket-store devtools' },
        entries: [
          {
            startedDateTime: '1970-01-01T00:00:01.000Z',
            time: 1000,
            request: { method: 'GET', url: 'wss://host.test/' },
            response: { status: 101 },
            _resourceType: 'websocket',
            _webSocketMessages: [
              { type: 'receive', time: 1.5, opcode: 1, data: 'hello' },
              { type: 'send', time: 2, opcode: 2, data: 'AP8=' },
            ],
          },
        ],
      },
    })
  })

  it('keeps 64 KiB of binary data', () => {
    const data = new Uint8Array(65_536).map((_, index) => index)
    expect(readArchive(written(frameRecord({ data }))).frames.get(1)![0]!.data).toEqual(data)
  })

  it('never gives an imported frame of a handshake a payload', () => {
    const file = changed(({ entries }) => Object.assign(entries[0]!['_webSocketMessages']![0]!, { _role: 'handshake', data: 'secret' }))
    expect(readArchive(file).frames.get(1)![0]).toMatchObject({ role: 'handshake', data: null })
  })

  it('leaves out fields that are not known, and changes no prototype', () => {
    const file = changed(({ entries }) => Object.assign(entries[0]!['_connection']!, { unknown: 1 })).replace('"unknown":1', '"__proto__":{"polluted":1}')
    const [read] = readArchive(file).models
    expect(read).toEqual(EXAMPLE)
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
  })
})

describe('an archive that cannot be read', () => {
  const refused: readonly (readonly [name: string, text: string, problem: string | RegExp])[] = [
    ['text that is no JSON', 'secret', 'it is no JSON'],
    ['JSON of something else', '[]', 'the file must be an object, but is a list'],
    ['a file without a log', '{}', 'log must be an object, but is missing'],
    ['a HAR file of another program', '{"log":{"version":"1.2","entries":[]}}', 'it was not exported by the devtools'],
    ['a later format', changed((log) => Object.assign(log, { _format: 2 })), /it has format 2, and this version reads format 1\. Update websocket-store\./],
    ['a wrong type', changed(({ entries }) => Object.assign(entries[0]!['_connection']!, { label: 5 })), 'log.entries[0]._connection.label must be a string, but is a number'],
    ['a missing field', changed(({ entries }) => delete (entries[0] as Json)['_webSocketMessages']), 'log.entries[0]._webSocketMessages must be a list, but is missing'],
    ['an unknown word', changed(({ entries }) => Object.assign(entries[0]!['_connection']!['snapshot']!, { phase: 'toString' })), 'snapshot.phase must be one of idle, resolving'],
    ['a cause that is null', changed(({ entries }) => Object.assign(entries[0]!['_connection']!['phases']![0]!, { cause: null })), 'phases[0].cause must be an object, but is null'],
    ['bad base64', changed(({ entries }) => Object.assign(entries[0]!['_webSocketMessages']![0]!, { opcode: 2, data: '*' })), '_webSocketMessages[0].data must be base64'],
    ['two connections of one id', changed(({ entries }) => (entries as unknown[]).push(entries[0])), 'two connections have the id 1'],
  ]

  it.each(refused)('is refused, with the problem and a remedy: %s', (_name, file, problem) => {
    expect(() => readArchive(file)).toThrow(problem)
    expect(() => readArchive(file)).toThrow(/^The session cannot be imported: .+\. (Import|Update) .+\.$/)
    expect(() => readArchive(file)).not.toThrow('secret')
  })

  it(
    'is refused with an error of ours, whatever JSON it holds',
    () => {
      holds(
        fc.property(fc.jsonValue(), fc.nat({ max: 60 }), (value, where) => {
          const file = JSON.parse(written(frameRecord())) as unknown
          // Replaces one value of the file, by its place in the order of reading.
          let seen = 0
          const replaced = JSON.stringify(file, (_key, own: unknown) => (seen++ === where ? value : own))
          try {
            readArchive(replaced)
          } catch (error) {
            expect(String(error)).toMatch(/^Error: The session cannot be imported: /)
          }
        }),
      )
    },
    PROPERTY_TIMEOUT_MS,
  )
})
