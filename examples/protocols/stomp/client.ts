// STOMP 1.2 over WebSocket: destinations are channels. A SEND that the server confirms with a receipt is a request.
import { defineOptions, type Codec } from 'websocket-store'
import { decodeFrame, encodeFrame, type StompFrame } from './frame'

const codec: Codec<StompFrame, StompFrame> = {
  name: 'stomp',
  encode: encodeFrame,
  decode: (data) => decodeFrame(String(data)),
}

export interface StompSettings {
  readonly login?: string
  readonly passcode?: string
  /** The virtual host. @default '/' */
  readonly host?: string
  /** How often this client can send a heartbeat, and wants one. The server can ask for less. @default 10_000 */
  readonly heartbeatMs?: number
}

/** `await request(connection, sendFrame('/queue/a', 'text'))` resolves when the server has the message. */
export const sendFrame = (destination: string, body: string): StompFrame => ({ command: 'SEND', headers: { destination }, body })

export function stompOptions({ login, passcode, host = '/', heartbeatMs = 10_000 }: StompSettings = {}) {
  let sendsMs = heartbeatMs
  let receivesMs = heartbeatMs
  /** What a RECEIPT or ERROR belongs to: both carry the `receipt` header of the frame that they answer. */
  function answered({ headers }: StompFrame, prefix: string): string | undefined {
    const receipt = headers['receipt-id']
    return receipt?.startsWith(prefix) ? receipt.slice(prefix.length) : undefined
  }

  return defineOptions({
    protocols: 'v12.stomp',
    codec,
    async handshake({ send, receive }) {
      const credentials = { ...(login !== undefined && { login }), ...(passcode !== undefined && { passcode }) }
      send({ command: 'CONNECT', headers: { 'accept-version': '1.2', host, 'heart-beat': `${heartbeatMs},${heartbeatMs}`, ...credentials }, body: '' })
      const { command, headers } = await receive()
      if (command !== 'CONNECTED') throw Object.assign(new Error(headers['message']), { fatal: true })
      const [canSend = 0, wants = 0] = (headers['heart-beat'] ?? '0,0').split(',').map(Number)
      // "Heart-beating": the larger of what one side can and the other wants; 0 is never.
      sendsMs = wants && Math.max(heartbeatMs, wants)
      receivesMs = canSend && Math.max(heartbeatMs, canSend)
    },
    heartbeat: {
      intervalMs: () => sendsMs || Infinity,
      // Twice, because the network can delay a heartbeat.
      timeoutMs: () => receivesMs * 2 || Infinity,
      message: '\n',
      isPong: (frame) => frame === '\n' || frame === '\r\n',
    },
    // The receipt says that the server has handled everything before it. The close waits for it.
    async farewell(send, { receive }) {
      send({ command: 'DISCONNECT', headers: { receipt: 'bye' }, body: '' })
      await receive((frame) => answered(frame, 'bye') !== undefined)
    },
    channels: {
      subscribe: (destination) => ({ command: 'SUBSCRIBE', headers: { id: destination, destination, ack: 'auto', receipt: `sub ${destination}` }, body: '' }),
      unsubscribe: (destination) => ({ command: 'UNSUBSCRIBE', headers: { id: destination }, body: '' }),
      route: ({ command, headers }) => (command === 'MESSAGE' ? headers['subscription'] : undefined),
      ackOf: (frame) => (frame.command === 'RECEIPT' ? answered(frame, 'sub ') : undefined),
      errorOf(frame) {
        const key = frame.command === 'ERROR' ? answered(frame, 'sub ') : undefined
        return key === undefined ? undefined : { key, error: new Error(frame.headers['message']) }
      },
    },
    requests: {
      tag: (frame, id) => ({ ...frame, headers: { ...frame.headers, receipt: `request ${id}` } }),
      idOf: (frame) => answered(frame, 'request '),
      resultOf(frame) {
        if (frame.command === 'ERROR') throw new Error(frame.headers['message'])
      },
    },
  })
}
