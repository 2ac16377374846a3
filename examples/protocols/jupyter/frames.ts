// The frames of the subprotocol v1.kernel.websocket.jupyter.org: the number of offsets, the offsets (64 bits each, little
// endian), then the parts: channel, header, parent header, metadata, content, and any number of buffers.

export interface Header {
  readonly msg_id: string
  readonly msg_type: string
  readonly session: string
  readonly username: string
  readonly date: string
  readonly version: string
}

export interface KernelMessage {
  readonly channel: 'shell' | 'iopub' | 'stdin' | 'control'
  readonly header: Header
  /** The header of the request that this message belongs to. */
  readonly parent_header: Partial<Header>
  readonly metadata: object
  readonly content: Readonly<Record<string, unknown>>
  readonly buffers: readonly Uint8Array[]
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export function encodeMessage({ channel, header, parent_header, metadata, content, buffers }: KernelMessage): Uint8Array<ArrayBuffer> {
  const json = [header, parent_header, metadata, content].map((part) => encoder.encode(JSON.stringify(part)))
  const parts = [encoder.encode(channel), ...json, ...buffers]
  const offsets = [8 * (parts.length + 2)]
  for (const part of parts) offsets.push(offsets.at(-1)! + part.length)

  const bytes = new Uint8Array(offsets.at(-1)!)
  const view = new DataView(bytes.buffer)
  const numbers = [offsets.length, ...offsets]
  numbers.forEach((number, index) => view.setBigUint64(index * 8, BigInt(number), true))
  parts.forEach((part, index) => bytes.set(part, offsets[index]))
  return bytes
}

export function decodeMessage(frame: ArrayBuffer): KernelMessage {
  const view = new DataView(frame)
  const numberAt = (index: number) => Number(view.getBigUint64(index * 8, true))
  const count = numberAt(0)
  const part = (index: number) => new Uint8Array(frame, numberAt(index + 1), numberAt(index + 2) - numberAt(index + 1))
  const json = (index: number) => JSON.parse(decoder.decode(part(index))) as never
  return {
    channel: decoder.decode(part(0)) as KernelMessage['channel'],
    header: json(1),
    parent_header: json(2),
    metadata: json(3),
    content: json(4),
    buffers: Array.from({ length: count - 6 }, (_, index) => part(index + 5)),
  }
}
