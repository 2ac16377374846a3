import type { TcpSocket } from './node'

/** Odd and small, so that frames arrive in pieces that do not fit their parts. */
const PIECE_BYTES = 61
const PIECE_EVERY_MS = 1
/** Time for the last bytes to arrive: a reset drops what the peer has not read. */
const BEFORE_RESET_MS = 50

/** The bytes of one direction. */
export interface Flow {
  /** Bytes that the sender has sent so far. */
  readonly bytes: number
  /** Whether the sender has ended its side. */
  readonly hasEnded: boolean
  /** Passes nothing more and closes nothing. */
  stall(): void
  /** Passes small pieces with pauses from now on. */
  slow(): void
  /** Passes the next bytes without their last one, and then calls `reset`. So a frame is never complete. */
  cutNext(reset: () => void): void
}

/** Passes the bytes of one socket to another one. `through` sees them first, and may replace them. */
export function startFlow(from: TcpSocket, to: TcpSocket, through: (bytes: Uint8Array) => Uint8Array): Flow {
  let bytes = 0
  let hasEnded = false
  let isStalled = false
  let isSlow = false
  let reset: (() => void) | undefined
  let work = Promise.resolve()

  async function pass(chunk: Uint8Array): Promise<void> {
    if (isStalled || chunk.length === 0) return
    if (reset) {
      isStalled = true
      to.write(chunk.subarray(0, Math.max(1, chunk.length - 1)))
      setTimeout(reset, BEFORE_RESET_MS)
      return
    }
    const step = isSlow ? PIECE_BYTES : chunk.length
    for (let start = 0; start < chunk.length && !to.destroyed; start += step) {
      to.write(chunk.subarray(start, start + step))
      if (isSlow) await new Promise((resolve) => setTimeout(resolve, PIECE_EVERY_MS))
    }
  }

  from.on('data', (chunk) => {
    bytes += chunk.length
    const passed = through(chunk)
    work = work.then(() => pass(passed))
  })
  from.on('end', () => {
    hasEnded = true
    work = work.then(() => {
      if (!isStalled) to.end()
    })
  })
  from.on('error', () => {
    hasEnded = true
    if (!isStalled) to.destroy()
  })

  return {
    get bytes() {
      return bytes
    },
    get hasEnded() {
      return hasEnded
    },
    stall: () => void (isStalled = true),
    slow: () => void (isSlow = true),
    cutNext: (run) => void (reset = run),
  }
}
