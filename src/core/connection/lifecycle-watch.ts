import { tryTo } from '../policy/try-to'
import type { LifecycleOptions, LifecycleSignal } from '../vocabulary/options'
import type { Unsubscribe } from '../vocabulary/wire'

type Source = NonNullable<LifecycleOptions['source']>

const NOTHING = () => {}

/** Listens to the environment while there is demand. */
export class LifecycleWatch {
  readonly #emit: (signal: LifecycleSignal) => void
  readonly #report: (error: unknown) => void
  #stop: Unsubscribe | null = null

  constructor(emit: (signal: LifecycleSignal) => void, report: (error: unknown) => void) {
    this.#emit = emit
    this.#report = report
  }

  /** @param source Null to stop. Called once for each period of demand, so one that throws is reported once. */
  follow(source: Source | null): void {
    const stop = this.#stop
    if (source) {
      if (stop) return
      this.#stop = NOTHING
      tryTo(() => (this.#stop = source(this.#emit)), this.#report)
    } else if (stop) {
      this.#stop = null
      tryTo(stop, this.#report)
    }
  }
}
