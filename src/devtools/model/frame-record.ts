import { isBuffer } from '../../core/codec/codec'
import type { TapEvent } from '../../core/vocabulary/tap'
import { ownSlice, textOf } from './text-of'
import type { FrameRecord } from './types'

/** Longer payloads are cut. In characters for text. */
export const MAX_PAYLOAD_BYTES = 64 * 1024

export type FrameEvent = Extract<TapEvent, { readonly type: 'frame' }>

/** What is recorded of a frame event. */
export type ShownFrame = Pick<FrameEvent, 'at' | 'direction' | 'role' | 'data' | 'bytes'>

type Written<T> = { -readonly [K in keyof T]: T[K] }

const EMPTY = new Uint8Array(0)

/**
 * What the panel keeps of a frame.
 *
 * @param onLoaded Called when the payload of a Blob was read.
 */
export function recordFrame(
  id: number,
  { at, direction, role, data, bytes }: ShownFrame,
  channels: readonly string[],
  note: FrameRecord['note'],
  onLoaded: () => void,
): FrameRecord {
  const record: Written<FrameRecord> = { id, at, direction, role, data: null, bytes, isCut: false, channels, note }
  if (role === 'handshake') return record
  if (typeof data === 'string') {
    record.isCut = data.length > MAX_PAYLOAD_BYTES
    record.data = record.isCut ? ownSlice(data, MAX_PAYLOAD_BYTES) : data
  } else if (isBuffer(data) || ArrayBuffer.isView(data)) {
    record.isCut = data.byteLength > MAX_PAYLOAD_BYTES
    record.data = copyOf(data)
  } else if (typeof Blob === 'function' && data instanceof Blob) {
    record.isCut = data.size > MAX_PAYLOAD_BYTES
    record.data = EMPTY
    void read(record, data, onLoaded)
  } else {
    record.data = textOf(data, MAX_PAYLOAD_BYTES)
  }
  return record
}

/** A copy, because the application may write to its buffer. */
function copyOf(data: ArrayBufferLike | ArrayBufferView): Uint8Array {
  const [buffer, offset] = ArrayBuffer.isView(data) ? [data.buffer, data.byteOffset] : [data, 0]
  return new Uint8Array(buffer, offset, Math.min(data.byteLength, MAX_PAYLOAD_BYTES)).slice()
}

/** A Blob can only be read later. Until then its frame shows no bytes. */
async function read(record: Written<FrameRecord>, blob: Blob, onLoaded: () => void): Promise<void> {
  try {
    record.data = new Uint8Array(await blob.slice(0, MAX_PAYLOAD_BYTES).arrayBuffer())
  } catch {
    // Its file is gone.
    return
  }
  onLoaded()
}
