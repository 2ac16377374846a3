// The Discord gateway, version 10. Options that do the work: `handshake` identifies or resumes, `heartbeat` uses the interval
// of HELLO, `setup` follows the sequence numbers, `reconnect.classifyClose` knows the codes that a retry cannot fix.
import { createConnection, json, type ReconnectOptions } from 'websocket-store'

export interface FromGateway {
  readonly op: number
  readonly d: unknown
  readonly s: number | null
  readonly t: string | null
}

export interface ToGateway {
  readonly op: number
  readonly d: unknown
}

export interface DiscordOptions {
  readonly token: string
  readonly intents: number
  readonly reconnect?: Pick<ReconnectOptions, 'delay'>
}

const PROPERTIES = { os: 'browser', browser: 'websocket-store', device: 'websocket-store' }
/** The session cannot be resumed after these: invalid sequence number, session timed out. */
const SESSION_IS_OVER = [4007, 4009]
/** Wrong token, shards, version or intents. */
const FATAL = [4004, 4010, 4011, 4012, 4013, 4014]

export function connect(url: string, { token, intents, reconnect }: DiscordOptions) {
  let session: { readonly id: string; readonly url: string } | null = null
  let seq: number | null = null
  let intervalMs = 0
  /** The first ping comes after a random part of the interval, so that clients do not send theirs together after an outage. */
  let nextPingMs = 0

  const ping = () => JSON.stringify({ op: 1, d: seq })
  const endSession = () => (session = seq = null)

  return createConnection(
    // Called before each attempt: a session is resumed at its own address.
    ({ lastClose }) => {
      if (SESSION_IS_OVER.includes(lastClose?.code ?? 0)) endSession()
      return `${session?.url ?? url}/?v=10&encoding=json`
    },
    {
      codec: json<FromGateway, ToGateway>(),
      async handshake({ send, receive }) {
        const hello = await receive(({ op }) => op === 10)
        intervalMs = (hello.d as { heartbeat_interval: number }).heartbeat_interval
        nextPingMs = intervalMs * Math.random()
        if (session) send({ op: 6, d: { token, session_id: session.id, seq } })
        else send({ op: 2, d: { token, intents, properties: PROPERTIES } })
        // Events that the server replays before RESUMED stay for the subscribers.
        const answer = await receive(({ op, t }) => op === 9 || t === 'READY' || t === 'RESUMED')
        if (answer.op === 9) {
          if (!answer.d) endSession()
          throw new Error('invalid session')
        }
        if (answer.t !== 'READY') return
        const ready = answer.d as { session_id: string; resume_gateway_url: string }
        session = { id: ready.session_id, url: ready.resume_gateway_url }
        seq = answer.s
      },
      heartbeat: {
        intervalMs() {
          const waitMs = nextPingMs
          nextPingMs = intervalMs
          return waitMs
        },
        timeoutMs: () => intervalMs,
        message: ping,
        isPong: (message) => (message as FromGateway).op === 11,
        reply: (message) => ((message as FromGateway).op === 1 ? ping() : undefined),
      },
      setup: (connection) =>
        connection.onMessage(({ op, d, s }) => {
          seq = s ?? seq
          if (op === 9 && !d) endSession()
          // Closes without a code: 1000 would end the session.
          if (op === 7 || op === 9) connection.reconnect()
        }),
      reconnect: { ...reconnect, classifyClose: ({ code }) => (FATAL.includes(code) ? 'fatal' : undefined) },
    },
  )
}
