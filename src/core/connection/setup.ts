import { isWanted } from '../policy/machine-state'
import type { MachineState } from '../policy/machine-types'
import { tryTo } from '../policy/try-to'
import type { Connection } from '../vocabulary/connection'
import type { OrVoid } from '../vocabulary/options'
import type { Unsubscribe } from '../vocabulary/wire'
import type { ConnectionHost } from './host'
import type { LiveOptions } from './live-options'

interface SetUpConnection<In, Out> {
  readonly host: Pick<ConnectionHost, 'clock'>
  readonly options: Pick<LiveOptions<In, Out>, 'given'>
  readonly state: MachineState
  /** What users hold. */
  readonly facade: Connection<In, Out> | null
}

/**
 * Runs the `setup` option once for each time the connection becomes wanted, and its clean-up when it is wanted no more.
 *
 * @param cleanUp Null while `setup` has not run.
 * @returns The next `cleanUp`.
 */
export function followDemand<In, Out>(connection: SetUpConnection<In, Out>, cleanUp: Unsubscribe | null): Unsubscribe | null {
  const { host, options, state, facade } = connection
  const { reportError } = host.clock
  if (!isWanted(state) || state.closedBy === 'dispose') {
    if (cleanUp) tryTo(cleanUp, reportError)
    return null
  }
  const setup = options.given('setup')
  if (cleanUp || !setup) return cleanUp
  let stop: OrVoid<Unsubscribe>
  tryTo(() => (stop = setup(facade!)), reportError)
  return () => stop?.()
}
