import { isPromise } from '../policy/is-promise'
import { membersOf, type Batch } from '../vocabulary/batch'
import { failure, mistake } from '../vocabulary/errors'
import type { Codec, FrameCodec, RawIncoming, WireData } from '../vocabulary/wire'

/** Passes frames on as they are. The default. */
export const raw: FrameCodec<RawIncoming, WireData> = {
  name: 'raw',
  encode(message) {
    if (isWireData(message)) return message
    // A socket would send "[object Object]".
    throw refused(message, 'text, bytes or a Blob')
  },
  decode: (data) => data as RawIncoming,
}

/** Strings both ways; a binary frame is decoded as UTF-8. */
export function text(): FrameCodec<string, string> {
  return {
    name: 'text',
    encode(message) {
      if (typeof message === 'string') return message
      throw refused(message, 'text')
    },
    decode: textOf,
  }
}

/** Bytes both ways; a text frame is a decoding error. Needs `binaryType: 'arraybuffer'`, the default. */
export function binary(): FrameCodec<ArrayBuffer, ArrayBufferLike | ArrayBufferView> {
  return {
    name: 'binary',
    encode(message) {
      if (ArrayBuffer.isView(message) || isBuffer(message)) return message
      throw refused(message, 'bytes')
    },
    decode(data) {
      if (isArrayBuffer(data)) return data
      throw unexpected('a binary', data)
    },
  }
}

/** A codec, or a function that returns it: what that function throws is a failure to encode or decode, too. */
type Given<C> = C | (() => C)
const codecOf = <C extends object>(given: Given<C>): C => (typeof given === 'function' ? given() : given)

/**
 * The one place where messages are encoded.
 *
 * @returns The frames.
 * @throws ConnectionError `encode-failed`.
 */
export function encodeWith<Out>(codec: Given<Pick<Codec<unknown, Out>, 'encode'>>, message: Out): readonly WireData[] {
  try {
    return allAvailable(codecOf(codec).encode(available(message)))
  } catch (cause) {
    throw failure('encode-failed', cause)
  }
}

/**
 * The one place where messages are decoded.
 *
 * @returns The messages.
 * @throws ConnectionError `decode-failed`.
 */
export function decodeWith<In>(codec: Given<Pick<Codec<In, unknown>, 'decode'>>, data: unknown): readonly In[] {
  try {
    return allAvailable(codecOf(codec).decode(data))
  } catch (cause) {
    throw failure('decode-failed', cause)
  }
}

/** Messages are sent and delivered at once, in order: none of them can wait for a promise. */
function available<T>(value: T): T {
  if (!isPromise(value)) return value
  // Otherwise its rejection is unhandled.
  if (value instanceof Promise) value.catch(() => {})
  throw mistake('asynchronous-message')
}

function allAvailable<T>(value: T | Batch<T>): readonly T[] {
  const members = membersOf(value)
  members.forEach(available)
  return members
}

/** Whether a socket can send it as it is. */
export const isWireData = (data: unknown): data is WireData =>
  typeof data === 'string' || ArrayBuffer.isView(data) || isBuffer(data) || /^\[object (Blob|File)\]$/.test(tagOf(data))

// By tag, because a buffer of another realm (a frame, jsdom) is not an instance of ours.
export const isBuffer = (data: unknown): data is ArrayBuffer => /^\[object (Shared)?ArrayBuffer\]$/.test(tagOf(data))
const isArrayBuffer = (data: unknown): data is ArrayBuffer => tagOf(data) === '[object ArrayBuffer]'
const tagOf = (value: unknown): string => Object.prototype.toString.call(value)

const refused = (message: unknown, expected: string) => new TypeError(`${typeof message} is not ${expected}`)
const unexpected = (expected: string, got: unknown) =>
  new TypeError(`expected ${expected} frame, got ${typeof got === 'string' ? 'text' : 'binary'}`)

/** Text of a text frame, or of a binary frame that holds UTF-8. */
export function textOf(data: unknown): string {
  if (typeof data === 'string') return data
  if (isArrayBuffer(data) || ArrayBuffer.isView(data))
    return new TextDecoder('utf-8', { fatal: true }).decode(data)
  throw unexpected('a text', data)
}
