import { createEmitter, type Emitter } from '../reactive/emitter'
import type { Unsubscribe } from '../vocabulary/wire'

type ArgsOf<L> = L extends (...args: infer A) => void ? A : never

/** The listeners of one connection by type. A type without listeners costs nothing. */
export class Listeners<L> {
  readonly #report: (error: unknown) => void
  /** An object, because a map of few entries takes much more memory. Without a prototype: `constructor` is no type of event. */
  readonly #emitters = { __proto__: null } as Partial<Record<keyof L, Emitter<unknown[]>>>

  constructor(report: (error: unknown) => void) {
    this.#report = report
  }

  on<K extends keyof L>(type: K, listener: L[K]): Unsubscribe {
    const emitter = (this.#emitters[type] ??= createEmitter(this.#report))
    return emitter.add(listener as (...args: unknown[]) => void)
  }

  size(type: keyof L): number {
    return this.#emitters[type]?.size() ?? 0
  }

  emit<K extends keyof L>(type: K, ...args: ArgsOf<L[K]>): void {
    this.#emitters[type]?.emit(...args)
  }
}
