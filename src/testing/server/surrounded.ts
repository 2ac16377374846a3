import type { Unsubscribe } from '../../core/vocabulary/wire'
import { addDeliver, type Surroundings } from '../clock/surroundings'
import { settleWithFrames } from '../clock/test-clock'

type Wait = <T>(run: () => Promise<T>) => Promise<T>

/** The surroundings of one server. */
export interface Surrounded {
  /** Runs a wait, with all surroundings around it. */
  within: Wait
  add(surroundings: Surroundings): Unsubscribe
  clear(): void
}

export function createSurrounded(initial: Surroundings): Surrounded {
  const removals = new Set<() => void>()
  const waits = new Set<Wait>()

  function add({ within, deliver }: Surroundings): Unsubscribe {
    const removeDeliver = deliver && addDeliver(deliver)
    const wait: Wait | undefined = within && ((run) => within(run, settleWithFrames))
    if (wait) waits.add(wait)
    const remove = () => {
      removals.delete(remove)
      if (wait) waits.delete(wait)
      removeDeliver?.()
    }
    removals.add(remove)
    return remove
  }

  add(initial)
  return {
    add,
    within: <T>(run: () => Promise<T>) => [...waits].reduce<() => Promise<T>>((inner, wait) => () => wait(inner), run)(),
    clear: () => [...removals].forEach((remove) => remove()),
  }
}
