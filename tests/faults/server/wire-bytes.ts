import { createHash } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { FrameStep, Step } from '../kit/steps'

/** Constant of the opening handshake (RFC 6455 §1.3). */
const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const TEXT = 0x1
const MASK = Buffer.from([1, 2, 3, 4])

/** The bytes of a step that only sends, or undefined for other steps. */
export function bytesOf(step: Step, request: string): Buffer | undefined {
  switch (step.do) {
    case 'upgrade':
      return upgradeBytes(step, request)
    case 'answer':
      return httpBytes(step.status, { 'Content-Length': '0', Connection: 'close', ...step.headers })
    case 'frame':
      return frameBytes(step)
    case 'burst':
      return Buffer.concat(Array.from({ length: step.count }, (_, index) => textFrame(`${step.text}${index}`)))
    case 'together':
      return Buffer.concat(step.steps.map((each) => bytesOf(each, request) ?? Buffer.alloc(0)))
    default:
      return undefined
  }
}

function upgradeBytes({ accept, protocol, half }: Extract<Step, { do: 'upgrade' }>, request: string): Buffer {
  const key = headerOf(request, 'sec-websocket-key')
  const bytes = httpBytes(101, {
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Accept': accept ?? createHash('sha1').update(key + HANDSHAKE_GUID).digest('base64'),
    ...(protocol !== undefined && { 'Sec-WebSocket-Protocol': protocol }),
  })
  return half ? bytes.subarray(0, bytes.length / 2) : bytes
}

function httpBytes(status: number, headers: Readonly<Record<string, string>>): Buffer {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return Buffer.from([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...fields, '', ''].join('\r\n'), 'latin1')
}

export const headerOf = (request: string, name: string): string =>
  new RegExp(`^${name}: *(.*?) *\r?$`, 'im').exec(request)?.[1] ?? ''

const textFrame = (payload: string) => frameBytes({ do: 'frame', opcode: TEXT, payload })

export function frameBytes(step: FrameStep): Buffer {
  const { opcode, isMasked = false, reserved = 0, cutTo } = step
  const payload = typeof step.payload === 'string' ? Buffer.from(step.payload) : Buffer.from([...step.payload])
  const first = Buffer.from([0x80 | (reserved << 4) | opcode])
  const masked = isMasked ? [MASK, payload.map((byte, index) => byte ^ MASK[index % 4]!)] : [payload]
  const whole = Buffer.concat([first, lengthBytes(step.length ?? payload.length, isMasked), ...masked])
  return whole.subarray(0, cutTo ?? whole.length)
}

/** The three encodings of a length (RFC 6455 §5.2). */
function lengthBytes(length: number, isMasked: boolean): Buffer {
  const bit = isMasked ? 0x80 : 0
  if (length < 126) return Buffer.from([bit | length])
  const bytes = Buffer.alloc(length < 65_536 ? 3 : 9)
  bytes[0] = bit | (length < 65_536 ? 126 : 127)
  if (length < 65_536) bytes.writeUInt16BE(length, 1)
  else bytes.writeBigUInt64BE(BigInt(length), 1)
  return bytes
}
