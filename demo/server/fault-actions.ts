import type { Fault, Path } from '../protocol'
import { FAULTS, PATHS, isPath, isRecord, isSessionId } from '../protocol'
import type { Client } from './client'
import { flood } from './flood'
import type { Sessions, VisitorSession } from './sessions'

const REFUSE_MS = 10_000
const SILENT_MS = 15_000
const MAX_DURATION_MS = 60_000
const MAX_FLOOD = 200_000
const MAX_REASON_BYTES = 123

/** An invalid request. The message is sent to the client. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest'
}

const numberIn = (value: unknown, name: string, from: number, to: number, defaultValue: number): number => {
  if (value === undefined) return defaultValue
  if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) return value
  throw new BadRequest(`${name} must be a whole number from ${from} to ${to}.`)
}

/** Codes that are allowed in a close frame (RFC 6455 §7.4). */
const isSendableCode = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999)

const closeCodeOf = (value: unknown): number => {
  const code = numberIn(value, 'code', 1000, 4999, 1000)
  if (isSendableCode(code)) return code
  throw new BadRequest('code must be allowed in a close frame: 1000 to 1014 except 1004 to 1006, or 3000 to 4999.')
}

const reasonOf = (value: unknown): string => {
  if (value === undefined) return ''
  if (typeof value === 'string' && Buffer.byteLength(value) <= MAX_REASON_BYTES) return value
  throw new BadRequest(`reason must be a text of at most ${MAX_REASON_BYTES} bytes.`)
}

export const isFault = (value: string): value is Fault => FAULTS.some((fault) => fault === value)

export interface FaultResult {
  readonly fault: Fault
  readonly path: Path
  /** Number of affected sockets. */
  readonly sockets: number
}

const terminate = (client: Client): void => client.socket.terminate()

/** Triggers a fault on one path of one session. Other sessions, and the HTTP server, which receives the request, are not affected. */
export const createFaultActions = (sessions: Sessions) => {
  const silence = ({ switches }: VisitorSession, path: Path, targets: readonly Client[], durationMs: number): void => {
    switches.silenceFor(path, durationMs)
    for (const { socket } of targets) {
      // A paused socket reads nothing, so it answers neither pings nor a close frame.
      socket.pause()
      switches.afterSilence(path, () => socket.resume())
    }
  }

  const run = (
    fault: Fault,
    session: VisitorSession,
    path: Path,
    targets: readonly Client[],
    body: Readonly<Record<string, unknown>>,
  ): void => {
    const { endpoint, switches } = session
    switch (fault) {
      case 'drop':
        return targets.forEach(terminate)
      case 'refuse':
        switches.refuseFor(path, numberIn(body['ms'], 'ms', 0, MAX_DURATION_MS, REFUSE_MS))
        return targets.forEach(terminate)
      case 'silent':
        return silence(session, path, targets, numberIn(body['ms'], 'ms', 0, MAX_DURATION_MS, SILENT_MS))
      case 'close': {
        const code = closeCodeOf(body['code'])
        const reason = reasonOf(body['reason'])
        return targets.forEach(({ socket }) => socket.close(code, reason))
      }
      case 'flood': {
        const count = numberIn(body['count'], 'count', 1, MAX_FLOOD, 10_000)
        return targets.forEach((client) => void flood(client, (index) => endpoint(path).floodFrame(index, client), count))
      }
      case 'restore':
        return switches.restore(path)
      default:
        return fault satisfies never
    }
  }

  return (fault: Fault, body: unknown): FaultResult => {
    const path = isRecord(body) ? body['path'] : undefined
    if (!isRecord(body) || !isPath(path)) throw new BadRequest(`Expected {"path": ${PATHS.map((known) => JSON.stringify(known)).join(' | ')}}.`)
    const id = body['session']
    if (!isSessionId(id)) throw new BadRequest('session must be the id in the addresses of the sockets: 8 to 64 letters and digits.')
    const session = sessions.use(id)
    if (session === undefined) throw new BadRequest('Too many visitors.')
    const targets = [...session.clients].filter((client) => client.path === path)
    run(fault, session, path, targets, body)
    return { fault, path, sockets: targets.length }
  }
}
