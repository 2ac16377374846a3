import { systemClock } from '../../core/platform/clock'
import { deliverWithin } from './surroundings'
import { postTask } from './tasks'

/** Runs the function after that time, in a task of its own. Without a delay it does not depend on any clock. */
export function after(delayMs: number, run: () => void): void {
  const deliver = () => deliverWithin(run)
  if (delayMs > 0) systemClock.setTimer(deliver, delayMs)
  else postTask(deliver)
}
