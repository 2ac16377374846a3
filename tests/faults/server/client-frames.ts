/** A frame of the client, unmasked. */
export interface ClientFrame {
  readonly opcode: number
  readonly payload: Buffer
}

/** Splits the bytes of a client into frames (RFC 6455 §5.2). Assumes that the client masks frames and does not fragment messages. */
export function createFrameReader(onFrame: (frame: ClientFrame) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0)
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (let frame = readFrame(rest); frame; frame = readFrame(rest)) {
      rest = rest.subarray(frame.size)
      onFrame(frame)
    }
  }
}

function readFrame(bytes: Buffer): (ClientFrame & { readonly size: number }) | null {
  if (bytes.length < 2) return null
  const short = bytes[1]! & 0x7f
  const lengthSize = short === 127 ? 8 : short === 126 ? 2 : 0
  const start = 2 + lengthSize + 4
  if (bytes.length < start) return null
  const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short
  const size = start + length
  if (bytes.length < size) return null
  const mask = bytes.subarray(start - 4, start)
  const payload = Buffer.from(bytes.subarray(start, size).map((byte, index) => byte ^ mask[index % 4]!))
  return { opcode: bytes[0]! & 0x0f, payload, size }
}
