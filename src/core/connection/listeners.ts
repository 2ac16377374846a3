import { createEmitter, type Emitter } from '../reactive/emitter'
import type { Unsubscribe } from '../vocabulary/wire'

type ArgsOf<L> = L extends (...args: infer A) => void ? A : never

/** The listeners of one connection by type. A type without listeners costs nothing. */
export class Listeners<L> {
  readonly #report: (error: unknown) => void
  readonly #emitters = new Map<keyof L, Emitter<unknown[]>>()

  constructor(report: (error: unknown) => void) {
    this.#report = report
  }

  on<K extends keyof L>(type: K, listener: L[K]): Unsubscribe {
    const emitter = this.#emitters.get(type) ?? createEmitter(this.#report)
    this.#emitters.set(type, emitter)
    return emitter.add(listener as (...args: unknown[]) => void)
  }

  size(type: keyof L): number {
    return this.#emitters.get(type)?.size() ?? 0
  }

  emit<K extends keyof L>(type: K, ...args: ArgsOf<L[K]>): void {
    this.#emitters.get(type)?.emit(...args)
  }
}
