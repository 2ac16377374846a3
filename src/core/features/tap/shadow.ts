import type { Unsubscribe } from '../../vocabulary/wire'
import { attached } from '../attached'

interface Layer {
  /** The higher one is called first. */
  readonly level: number
  readonly wrap: (next: unknown) => unknown
}

/**
 * Replaces a method of one object until it is removed. Only this object pays for it: all others run the method of their class.
 * Several can shadow one method, and can be removed in any order.
 *
 * @param wrap Called with the function to call next, and again after each change. State must live outside of it.
 * @param level The higher one is called first; of equals the later one.
 */
export function shadow<T extends object, K extends keyof T>(target: T, name: K, wrap: (next: T[K]) => T[K], level = 0): Unsubscribe {
  // An ESM and a CJS copy may shadow one object.
  const byName = attached(target, 'shadows', () => new Map<PropertyKey, Layer[]>())
  const layers = byName.get(name) ?? []
  byName.set(name, layers)
  const layer: Layer = { level, wrap: wrap as Layer['wrap'] }

  function rebuild(): void {
    // Engines make objects slow for good when anything but their last property is deleted: remove shadows in reverse order.
    if (layers.length === 0) {
      delete target[name]
      return
    }
    const method = ((Object.getPrototypeOf(target) as T)[name] as (...args: unknown[]) => unknown).bind(target)
    target[name] = [...layers].sort((a, b) => a.level - b.level).reduce<unknown>((next, each) => each.wrap(next), method) as T[K]
  }

  layers.push(layer)
  rebuild()
  return () => {
    const index = layers.indexOf(layer)
    if (index < 0) return
    layers.splice(index, 1)
    rebuild()
  }
}

/** Removes shadows in reverse order. */
export const stopAll = (stops: readonly Unsubscribe[]): void => [...stops].reverse().forEach((stop) => stop())
