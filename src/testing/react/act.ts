import { act } from '@testing-library/react'
import type { Surroundings, TestServer } from '../index'

/** React reads this flag at each update: whether to warn about one outside `act()`. */
interface ActScope {
  IS_REACT_ACT_ENVIRONMENT?: boolean | undefined
}

const scope = (): ActScope => globalThis as ActScope

/** Waits that are in progress. They can overlap. */
let waits = 0
let before: boolean | undefined

const surroundings: Required<Surroundings> = {
  deliver: (run) => act(run),
  /**
   * A wait is not inside `act()`: React would render nothing until it ends, and the message can depend on a render. As
   * Testing Library's `waitFor` does, it disables the warning instead. That one uses a timer, which fake timers stop.
   */
  async within(run, settle) {
    if (waits++ === 0) {
      before = scope().IS_REACT_ACT_ENVIRONMENT
      scope().IS_REACT_ACT_ENVIRONMENT = false
    }
    try {
      const value = await run()
      await settle()
      return value
    } finally {
      if (--waits === 0) scope().IS_REACT_ACT_ENVIRONMENT = before
    }
  },
}

const prepared = new WeakSet()

/** Puts the work of the server into `act()` until the server stops. */
export function putIntoAct<Received, Sent>(server: TestServer<Received, Sent>): void {
  if (prepared.has(server)) return
  prepared.add(server)
  server.surround(surroundings)
}
