type Handler = ((event: Event) => unknown) | null

/**
 * Defines `onopen`, `onmessage` and so on. As in the standard, a handler takes its place among the listeners when it is
 * first set, and keeps it when it is replaced (HTML §8.1.8.1).
 */
export function defineHandlerProperties(prototype: EventTarget, types: readonly string[]): void {
  for (const type of types) {
    const handlers = new WeakMap<EventTarget, { current: Handler; listener: (event: Event) => void }>()
    Object.defineProperty(prototype, `on${type}`, {
      configurable: true,
      enumerable: true,
      get(this: EventTarget) {
        return handlers.get(this)?.current ?? null
      },
      set(this: EventTarget, value: unknown) {
        const known = handlers.get(this)
        const current = typeof value === 'function' ? (value as Handler) : null
        if (known) {
          known.current = current
          if (current) return
          this.removeEventListener(type, known.listener)
          handlers.delete(this)
        } else if (current) {
          const entry = { current: current as Handler, listener: (event: Event) => void entry.current?.call(this, event) }
          handlers.set(this, entry)
          this.addEventListener(type, entry.listener)
        }
      },
    })
  }
}
