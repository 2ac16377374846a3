import type { Codec, RawIncoming, WireData } from '../vocabulary/wire'

/** Hands frames out as they came. The default. */
export const raw: Codec<RawIncoming, WireData> = {
  name: 'raw',
  encode(message) {
    if (isWireData(message)) return message
    // A socket would send "[object Object]" without a word.
    throw new TypeError(`${typeof message} is not text, bytes or a Blob`)
  },
  decode: (data) => data as RawIncoming,
}

const isWireData = (data: unknown): data is WireData =>
  typeof data === 'string' || ArrayBuffer.isView(data) || /ArrayBuffer|Blob|File/.test(tagOf(data))

const tagOf = (value: unknown): string => Object.prototype.toString.call(value)

const expected = (wanted: string, got: unknown) =>
  new TypeError(`expected ${wanted} frame, got ${typeof got === 'string' ? 'text' : 'binary'}`)

/** Strings both ways; a binary frame is decoded as UTF-8. */
export function text(): Codec<string, string> {
  return { name: 'text', encode: (message) => message, decode: textOf }
}

/** Bytes both ways; a text frame is a decoding error. Needs `binaryType: 'arraybuffer'`, the default. */
export function binary(): Codec<ArrayBuffer, ArrayBufferLike | ArrayBufferView> {
  return {
    name: 'binary',
    encode: (message) => message,
    decode(data) {
      if (isArrayBuffer(data)) return data
      throw expected('a binary', data)
    },
  }
}

// By tag, because a buffer of another realm (a frame, jsdom) is not an instance of ours.
const isArrayBuffer = (data: unknown): data is ArrayBuffer => tagOf(data) === '[object ArrayBuffer]'

/** Text of a text frame, or of a binary frame that holds UTF-8. */
export function textOf(data: unknown): string {
  if (typeof data === 'string') return data
  if (isArrayBuffer(data) || ArrayBuffer.isView(data))
    return new TextDecoder('utf-8', { fatal: true }).decode(data)
  throw expected('a text', data)
}
