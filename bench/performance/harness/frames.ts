import { keyOf, KEYS, type Tick } from '../page/tick'

export interface Burst {
  readonly count: number
  /** The first sequence number. */
  readonly from: number
  /** True: the messages use all keys, and each key has a last message. False: there is one last message. */
  readonly isKeyed: boolean
}

/** RFC 6455 §5.2: a final text frame. Frames from a server are not masked. */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text)
  const { length } = payload
  const head = length < 126 ? Buffer.from([0x81, length]) : Buffer.from([0x81, 126, length >> 8, length & 0xff])
  return Buffer.concat([head, payload])
}

interface BurstData {
  readonly frames: readonly Buffer[]
  /** All frames in one buffer, to write them together. */
  readonly whole: Buffer
}

const cache = new Map<string, BurstData>()

/** Builds each burst once, so the server only has to write during a measurement. */
export function burstOf(burst: Burst): BurstData {
  const id = JSON.stringify(burst)
  const cached = cache.get(id)
  if (cached) return cached
  const { count, from, isKeyed } = burst
  const frames = Array.from({ length: count }, (_, i) => {
    const isLast = i >= count - (isKeyed ? KEYS : 1)
    const tick: Tick = { key: keyOf(i), seq: from + i, price: 100 + (i % 1000) / 100, ...(isLast && { last: true }) }
    return frameOf(JSON.stringify({ type: 'price', ...tick }))
  })
  const result = { frames, whole: Buffer.concat(frames) }
  cache.set(id, result)
  return result
}
