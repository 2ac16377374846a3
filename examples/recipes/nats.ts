// NATS over its WebSocket port. Subjects become channels. There is nothing to install: copy this file and nats-split.ts.
import type { ConnectionOptions, WebSocketConstructor, WebSocketLike } from 'websocket-store'
import { splitOperations } from './nats-split.js'

export type FromNats =
  | { readonly op: 'INFO'; readonly info: unknown }
  | { readonly op: 'MSG'; readonly subject: string; readonly sid: string; readonly reply?: string; readonly payload: Uint8Array }
  | { readonly op: '-ERR'; readonly error: string }
  | { readonly op: 'PONG' | '+OK' }

export type ToNats =
  | { readonly op: 'PUB'; readonly subject: string; readonly reply?: string; readonly payload: string | Uint8Array }
  | { readonly op: 'SUB' | 'UNSUB'; readonly subject: string }
  | { readonly op: 'CONNECT'; readonly options: object }
  | { readonly op: 'PING' }

const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** White space separates words, so a subject that contains it could inject commands. */
function checkedSubject(subject: string): string {
  if (!/^[^\s]+$/.test(subject)) throw new TypeError('A NATS subject cannot contain white space.')
  return subject
}

function encode(message: ToNats): Uint8Array {
  switch (message.op) {
    case 'CONNECT':
      return encoder.encode(`CONNECT ${JSON.stringify(message.options)}\r\n`)
    case 'PING':
      return encoder.encode('PING\r\n')
    // The subject is also the subscription id, so each message contains the subscription that it belongs to.
    case 'SUB':
      return encoder.encode(`SUB ${checkedSubject(message.subject)} ${message.subject}\r\n`)
    case 'UNSUB':
      return encoder.encode(`UNSUB ${checkedSubject(message.subject)}\r\n`)
    case 'PUB': {
      const payload = typeof message.payload === 'string' ? encoder.encode(message.payload) : message.payload
      const reply = message.reply === undefined ? '' : `${checkedSubject(message.reply)} `
      const head = encoder.encode(`PUB ${checkedSubject(message.subject)} ${reply}${payload.length}\r\n`)
      const bytes = new Uint8Array(head.length + payload.length + 2)
      bytes.set(head)
      bytes.set(payload, head.length)
      bytes.set([13, 10], head.length + payload.length)
      return bytes
    }
  }
}

function decode(data: unknown): FromNats {
  const bytes = data as Uint8Array
  const lineEnd = bytes.indexOf(10) + 1
  const line = decoder.decode(bytes.subarray(0, lineEnd)).trim()
  const [op = '', ...words] = line.split(/\s+/)
  const rest = line.slice(op.length).trim()
  switch (op.toUpperCase()) {
    case 'INFO':
      return { op: 'INFO', info: JSON.parse(rest) as unknown }
    case 'MSG': {
      const [subject = '', sid = ''] = words
      const reply = words.length > 3 ? { reply: words[2]! } : {}
      return { op: 'MSG', subject, sid, ...reply, payload: bytes.subarray(lineEnd, -2) }
    }
    case '-ERR':
      return { op: '-ERR', error: rest.replace(/^'|'$/g, '') }
    case 'PONG':
      return { op: 'PONG' }
    case '+OK':
      return { op: '+OK' }
    default:
      throw new TypeError(`Unknown NATS operation: ${op}.`)
  }
}

export interface NatsOptions {
  /** Options of CONNECT, for example `{ user, pass }`, `{ auth_token }` or `{ jwt }`. */
  readonly connect?: object
  /** @default globalThis.WebSocket */
  readonly WebSocket?: WebSocketConstructor
}

/** The options of one connection to a NATS server. Create them once, outside of components. */
export function nats({ connect = {}, WebSocket = globalThis.WebSocket }: NatsOptions = {}) {
  let isAuthorized = false
  return {
    transport: (url: string): WebSocketLike => splitOperations(new WebSocket(url)),
    codec: { name: 'nats', encode, decode },
    async handshake({ send, receive }) {
      isAuthorized = false
      send({ op: 'CONNECT', options: { verbose: false, pedantic: false, ...connect } })
      send({ op: 'PING' })
      // The server answers CONNECT before it answers the ping.
      for (let message = await receive(); message.op !== 'PONG'; message = await receive())
        if (message.op === '-ERR') throw Object.assign(new Error(message.error), { fatal: /^authorization/i.test(message.error) })
      isAuthorized = true
    },
    // The first PONG belongs to the handshake.
    heartbeat: { message: 'PING\r\n', isPong: (message) => isAuthorized && (message as FromNats).op === 'PONG' },
    channels: {
      subscribe: (subject) => ({ op: 'SUB', subject }),
      unsubscribe: (subject) => ({ op: 'UNSUB', subject }),
      route: (message) => (message.op === 'MSG' ? message.sid : undefined),
      errorOf(message) {
        const [, key] = (message.op === '-ERR' && /Subscription to "([^"]+)"/.exec(message.error)) || []
        return key === undefined ? undefined : { key, error: message }
      },
    },
  } satisfies ConnectionOptions<FromNats, ToNats>
}
