import type { Socket } from 'node:net'
import { upgradeAnswer, type RawLine } from '../support/raw-server'

/** Uniform in [0, 1). */
export type Random = () => number

const below = (random: Random, end: number) => Math.floor(random() * end)
const oneOf = <T>(random: Random, items: readonly T[]): T => items[below(random, items.length)]!
const bytes = (random: Random, count: number) => Buffer.from(Array.from({ length: count }, () => below(random, 256)))

const TEXTS = ['"hello"', 'pong', '{"__proto__":{"polluted":true}}', '{', '', '\u0000', '["'.repeat(50), '9'.repeat(400)]

/** The length of a frame in one of three formats, correct or not (RFC 6455 §5.2). */
function lengthBytes(random: Random, length: number, maskBit: number): Buffer {
  const declared = random() < 0.8 ? length : oneOf(random, [0, 1, 125, 126, 65_535, 65_536, 2 ** 31, 2 ** 32, 2 ** 53])
  const kind = random() < 0.8 ? (declared > 65_535 ? 127 : declared > 125 ? 126 : declared) : oneOf(random, [126, 127])
  if (kind === 126) return Buffer.from([maskBit | 126, (declared >> 8) & 0xff, declared & 0xff])
  if (kind !== 127) return Buffer.from([maskBit | kind])
  const long = Buffer.alloc(9)
  long[0] = maskBit | 127
  long.writeBigUInt64BE(random() < 0.1 ? 2n ** 63n : BigInt(declared), 1)
  return long
}

function closePayload(random: Random): Buffer {
  if (random() < 0.2) return bytes(random, below(random, 3))
  const payload = Buffer.alloc(2)
  payload.writeUInt16BE(random() < 0.5 ? oneOf(random, [1000, 1001, 1005, 1006, 1008, 1011, 1013, 1015, 3000, 4000, 4401, 4999, 0]) : below(random, 65_536))
  return Buffer.concat([payload, random() < 0.5 ? Buffer.from('a reason') : bytes(random, below(random, 130))])
}

/** One frame. Half of the frames are valid. */
function frame(random: Random): Buffer {
  const isValid = random() < 0.5
  const opcode = isValid ? oneOf(random, [1, 1, 1, 2, 9, 10]) : oneOf(random, [0, 1, 2, 8, 8, 8, 9, 10, below(random, 16)])
  const payload = opcode === 8 ? closePayload(random) : random() < 0.6 ? Buffer.from(oneOf(random, TEXTS)) : bytes(random, below(random, 200))
  if (isValid && payload.length < 126) return Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload])
  const isFinal = random() < 0.7
  const reserved = random() < 0.8 ? 0 : below(random, 8)
  const maskBit = random() < 0.9 ? 0 : 0x80
  const first = Buffer.from([(isFinal ? 0x80 : 0) | (reserved << 4) | opcode])
  return Buffer.concat([first, lengthBytes(random, payload.length, maskBit), payload])
}

/** A wrong or slightly wrong response to the upgrade request. */
function wrongAnswer(random: Random, request: string): Buffer {
  const right = upgradeAnswer(request)
  const wrong = [
    '',
    right.slice(0, below(random, right.length)),
    right.replace('101', oneOf(random, ['100', '200', '204', '301', '401', '429', '503', '999', '000', '1'])),
    right.replace(/Accept: \S+/, 'Accept: AAAA'),
    right.replace(/Upgrade: websocket/, `Upgrade: ${oneOf(random, ['h2c', '', 'websocket, websocket'])}`),
    right.replace(/Connection: Upgrade\r\n/, ''),
    right.replace('\r\n\r\n', '\r\nSec-WebSocket-Protocol: nobody-asked\r\n\r\n'),
    right.replace('\r\n\r\n', '\r\nSec-WebSocket-Extensions: permessage-nothing; x="\r\n\r\n'),
    right.replace('\r\n\r\n', `\r\nX: ${'x'.repeat(below(random, 40_000))}\r\n\r\n`),
    right.replaceAll('\r\n', '\n'),
    'HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  ]
  return random() < 0.2 ? bytes(random, below(random, 500)) : Buffer.from(oneOf(random, wrong), 'latin1')
}

/** Writes in random pieces. */
async function write(random: Random, socket: Socket, data: Buffer): Promise<void> {
  for (let start = 0; start < data.length && !socket.destroyed; ) {
    const end = random() < 0.5 ? data.length : start + 1 + below(random, 40)
    socket.write(data.subarray(start, end))
    start = end
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Ends a TCP connection. It rarely stays silent, because the other side then waits for its timeouts. */
function leave(random: Random, socket: Socket): void {
  const chance = random()
  if (chance < 0.45) socket.end()
  else if (chance < 0.9) socket.resetAndDestroy()
}

/** Misbehaves on a TCP connection in a random way. The same random numbers give the same behaviour. */
export async function abuse({ socket, request }: RawLine, random: Random): Promise<void> {
  if (random() < 0.1) return leave(random, socket)
  const text = await request()
  socket.resume()
  if (random() < 0.3) await write(random, socket, wrongAnswer(random, text))
  else {
    const frames = Array.from({ length: below(random, 12) }, () => frame(random))
    await write(random, socket, Buffer.concat([Buffer.from(upgradeAnswer(text), 'latin1'), ...frames]))
  }
  leave(random, socket)
}
