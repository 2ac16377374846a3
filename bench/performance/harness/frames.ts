import { keyOf, KEYS, type Tick } from '../page/tick'

export interface Burst {
  readonly count: number
  /** The first sequence number. */
  readonly from: number
  /** Spread over all keys, each of which has a last message; else there is one last message. */
  readonly isKeyed: boolean
}

/** RFC 6455 §5.2: a final text frame, which a server does not mask. */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text)
  const { length } = payload
  const head = length < 126 ? Buffer.from([0x81, length]) : Buffer.from([0x81, 126, length >> 8, length & 0xff])
  return Buffer.concat([head, payload])
}

interface Built {
  readonly frames: readonly Buffer[]
  /** All of them, to be written at once. */
  readonly whole: Buffer
}

const built = new Map<string, Built>()

/** Made once, so that the server has nothing to do while it is measured but to write. */
export function burstOf(burst: Burst): Built {
  const name = JSON.stringify(burst)
  const known = built.get(name)
  if (known) return known
  const { count, from, isKeyed } = burst
  const frames = Array.from({ length: count }, (_, i) => {
    const isLast = i >= count - (isKeyed ? KEYS : 1)
    const tick: Tick = { key: keyOf(i), seq: from + i, price: 100 + (i % 1000) / 100, ...(isLast && { last: true }) }
    return frameOf(JSON.stringify({ type: 'price', ...tick }))
  })
  const result = { frames, whole: Buffer.concat(frames) }
  built.set(name, result)
  return result
}
