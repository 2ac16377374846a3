import { utf8Length } from '../../core/policy/utf8'

export type Payload = string | ArrayBuffer | Blob

/** The data of a message, copied so that later changes of a buffer do not reach the other end. Other values become text. */
export function payloadOf(data: unknown): Payload {
  if (data instanceof Blob) return data
  if (ArrayBuffer.isView(data)) return copyOf(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  if (isBuffer(data)) return copyOf(new Uint8Array(data))
  return toWellFormed(String(data))
}

/** Size on the wire, without headers. */
export function sizeOf(payload: Payload): number {
  if (typeof payload === 'string') return utf8Length(payload)
  return payload instanceof Blob ? payload.size : payload.byteLength
}

const copyOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer

/** By name: a buffer of another realm is no instance of this realm's class. */
const isBuffer = (data: unknown): data is ArrayBufferLike =>
  /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(data))

/** A lone surrogate cannot be sent as UTF-8. It becomes U+FFFD. */
const toWellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\ufffd')

/** The bytes of a Blob. In jsdom only a `FileReader` can read it. */
export function readBlob(blob: Blob): Promise<ArrayBuffer> {
  if ('arrayBuffer' in blob && typeof blob.arrayBuffer === 'function') return blob.arrayBuffer()
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as ArrayBuffer)
    reader.onerror = () => reject(reader.error ?? new Error('The Blob could not be read.'))
    reader.readAsArrayBuffer(blob)
  })
}
