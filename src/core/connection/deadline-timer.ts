import { sortedDeadlines } from '../policy/machine-state'
import type { MachineEvent, MachineState } from '../policy/machine-types'
import { createWallClockTimer, type TimerClock, type WallClockTimer } from '../reactive/wall-clock-timer'

interface Machine {
  readonly state: MachineState
  dispatch(event: MachineEvent): void
}

/** One timer for all deadlines of a state. */
export class DeadlineTimer {
  readonly #clock: TimerClock
  readonly #timer: WallClockTimer
  readonly #machine: Machine

  constructor(clock: TimerClock, machine: Machine) {
    this.#clock = clock
    this.#machine = machine
    this.#timer = createWallClockTimer(clock, () => this.#run())
  }

  /** To be called when the state has changed. */
  update(): void {
    this.#timer.set(this.#nextDue())
  }

  #nextDue(): number {
    return sortedDeadlines(this.#machine.state)[0]?.[1] ?? Infinity
  }

  #run(): void {
    // Timers may be a little early, and one deadline may move or remove the next.
    const until = Math.max(this.#clock.now(), this.#nextDue())
    for (const [name] of sortedDeadlines(this.#machine.state)) if (this.#machine.state.deadlines[name]! <= until) this.#machine.dispatch({ type: 'deadline', name })
  }
}
