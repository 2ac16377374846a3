import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** Constant of the opening handshake (RFC 6455 §1.3). */
const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const OPCODE_MASK = 0x0f
const TEXT = 0x1
const CLOSE = 0x8
const PIECE_BYTES = 64 * 1024

/** The number of messages for each text that arrives: a small warm-up first, then the flood. */
export const BATCHES = [2000, 100_000] as const

const payload = (index: number): Buffer => Buffer.from(`${index} a message of the usual length`)

const frame = (body: Buffer): Buffer => Buffer.concat([Buffer.from([0x80 | TEXT, body.length]), body])

const batches = BATCHES.map((count) => Buffer.concat(Array.from({ length: count }, (_, index) => frame(payload(index)))))

/** Serves a socket whose frames are built in advance, so that only the network limits their speed. */
export function floodByHand({ headers }: IncomingMessage, socket: Duplex): void {
  const accept = createHash('sha1').update(String(headers['sec-websocket-key']) + HANDSHAKE_GUID).digest('base64')
  const fields = ['Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept}`]
  socket.on('error', () => {})
  socket.write(['HTTP/1.1 101 Switching Protocols', ...fields, '', ''].join('\r\n'))
  let next = 0
  socket.on('data', (chunk: Buffer) => {
    const opcode = chunk[0]! & OPCODE_MASK
    if (opcode === CLOSE) socket.end()
    else if (opcode === TEXT && next < batches.length) void writeAll(batches[next++]!, socket)
  })
}

async function writeAll(bytes: Buffer, socket: Duplex): Promise<void> {
  for (let at = 0; at < bytes.length && socket.writable; at += PIECE_BYTES)
    if (!socket.write(bytes.subarray(at, at + PIECE_BYTES))) await Promise.race([once(socket, 'drain'), once(socket, 'close')])
}
