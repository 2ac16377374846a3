import { systemClock } from '../platform/clock'
import type { LatestMessage } from '../connection/snapshot'

/**
 * What `select` makes of the latest message, once for each message and each `select`: an object is a new one only then.
 * When `select` throws, what was made before stays.
 */
export function createSelection<In>() {
  let of: unknown = null
  let by: unknown
  let selected: unknown
  let reported: unknown

  return ({ data, lastMessage }: LatestMessage<In>, select: ((message: In) => unknown) | undefined): unknown => {
    if (!select) return data
    if (!lastMessage) selected = undefined
    else if (of !== lastMessage || by !== select) {
      try {
        selected = select(data as In)
      } catch (error) {
        // An inline one is tried again by each render.
        if (reported !== lastMessage) systemClock.reportError(error)
        reported = lastMessage
      }
    }
    of = lastMessage
    by = select
    return selected
  }
}
