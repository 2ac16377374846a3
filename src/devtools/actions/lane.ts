import type { Interpreter } from '../../core/connection/interpreter'
import { tryTo } from '../../core/policy/try-to'
import { isEnding } from '../../core/vocabulary/ready-state'
import type { WebSocketLike } from '../../core/vocabulary/wire'

interface Waiting {
  readonly socket: WebSocketLike
  readonly pass: () => void
  readonly lose: () => void
  readonly arrivedAt: number
}

/** One direction of a faulty line. Frames keep their order. */
export interface Lane {
  /**
   * Passes frames on after the delay: at once when there is none and nothing waits.
   *
   * @param lose Called instead of `pass` when their socket ends before.
   */
  push(socket: WebSocketLike, pass: () => void, lose: () => void): void
  /** Frames that are pushed now wait. */
  isSlow(): boolean
  /** Applies to frames that wait, too. Without a delay they pass now. */
  setDelay(delayMs: number): void
}

export function createLane(inside: Interpreter<unknown, unknown>): Lane {
  const { clock } = inside.host
  const waiting: Waiting[] = []
  let delayMs = 0
  let isPassing = false
  let cancelTimer: (() => void) | undefined

  const waitOf = ({ arrivedAt }: Waiting) => (delayMs === 0 ? 0 : arrivedAt + delayMs - clock.now())

  const isSlow = () => delayMs > 0 || waiting.length > 0 || isPassing

  function passDue(): void {
    if (isPassing) return
    isPassing = true
    for (let next = waiting[0]; next && waitOf(next) <= 0; next = waiting[0]) {
      waiting.shift()
      const { socket, pass, lose } = next
      if (socket !== inside.attempt?.socket || isEnding(socket)) lose()
      else tryTo(pass, clock.reportError)
    }
    isPassing = false
    cancelTimer?.()
    cancelTimer = waiting[0] && clock.setTimer(passDue, waitOf(waiting[0]))
  }

  return {
    isSlow,
    push(socket, pass, lose) {
      if (!isSlow()) return pass()
      waiting.push({ socket, pass, lose, arrivedAt: clock.now() })
      if (waiting.length === 1) passDue()
    },
    setDelay(next) {
      delayMs = next
      passDue()
    },
  }
}
