import { flag, list, number, optional, refuse, shape, text, word, type Check } from './archive-shape'
import type { FrameRecord } from './types'

/** A frame in a HAR file: the fields that Chromium writes, and ours with `_`. Ours are left out where they say nothing new. */
interface HarMessage {
  readonly type: 'send' | 'receive'
  /** Seconds since 1970. */
  readonly time: number
  /** RFC 6455 §5.2: 1 for text, 2 for binary, as base64. */
  readonly opcode: number
  readonly data: string
  readonly _id: number | undefined
  readonly _bytes: number | undefined
  readonly _role: FrameRecord['role']
  readonly _isKept: boolean
  readonly _isCut: boolean
  readonly _channels: readonly string[]
  readonly _note: FrameRecord['note']
}

const TEXT = 1
const BINARY = 2
const NO_CHANNELS: readonly string[] = Object.freeze([])

const harMessage = shape<HarMessage>({
  type: word({ send: true, receive: true }),
  time: number,
  opcode: number,
  data: text,
  _id: optional<number | undefined>(number, undefined),
  _bytes: optional<number | undefined>(number, undefined),
  _role: optional(word({ message: true, heartbeat: true, handshake: true }), 'message'),
  _isKept: optional(flag, true),
  _isCut: optional(flag, false),
  _channels: optional(list(text), NO_CHANNELS),
  _note: optional(word({ '': true, injected: true, dropped: true, muted: true, delayed: true }), ''),
})

export const toHarMessage = ({ id, at, direction, role, data, bytes, isCut, channels, note }: FrameRecord): object => ({
  type: direction === 'in' ? 'receive' : 'send',
  time: at / 1000,
  opcode: data instanceof Uint8Array ? BINARY : TEXT,
  data: data instanceof Uint8Array ? toBase64(data) : (data ?? ''),
  _id: id,
  _bytes: bytes,
  ...(role !== 'message' && { _role: role }),
  ...(data === null && { _isKept: false }),
  ...(isCut && { _isCut: true }),
  ...(channels.length > 0 && { _channels: channels }),
  ...(note && { _note: note }),
})

/** @param nextId For a file of another program, whose frames have no ids. */
export const readHarMessage =
  (nextId: () => number): Check<FrameRecord> =>
  (value, path) => {
    const message = harMessage(value, path)
    const { type, time, opcode, data: encoded, _id: id, _bytes, _role: role, _isKept, _isCut: isCut, _channels: channels, _note: note } = message
    const data = !_isKept || role === 'handshake' ? null : opcode === BINARY ? fromBase64(encoded, `${path}.data`) : encoded
    const direction = type === 'receive' ? 'in' : 'out'
    const bytes = _bytes ?? data?.length ?? 0
    return { id: id ?? nextId(), at: Math.round(time * 1000), direction, role, data, bytes, isCut, channels, note }
  }

/** Arguments of one call: a long list of them overflows the stack. */
const CHUNK = 8192

function toBase64(data: Uint8Array): string {
  let characters = ''
  for (let start = 0; start < data.length; start += CHUNK) characters += String.fromCharCode(...data.subarray(start, start + CHUNK))
  return btoa(characters)
}

function fromBase64(encoded: string, path: string): Uint8Array {
  let characters: string
  try {
    characters = atob(encoded)
  } catch {
    return refuse(`${path} must be base64, because its opcode is ${BINARY}`)
  }
  return Uint8Array.from(characters, (character) => character.charCodeAt(0))
}
