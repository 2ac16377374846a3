import { isWanted } from '../policy/machine-state'
import type { MachineEvent, MachineState } from '../policy/machine-types'
import { tryTo } from '../policy/try-to'
import type { Connection } from '../vocabulary/connection'
import type { OrVoid } from '../vocabulary/options'
import type { Unsubscribe } from '../vocabulary/wire'
import type { ConnectionHost } from './host'
import type { LiveOptions } from './live-options'

/** What runs while the connection is wanted, each of it started once for each period of demand. */
interface DemandedConnection<In, Out> {
  readonly host: ConnectionHost
  readonly options: Pick<LiveOptions<In, Out>, 'get' | 'given'>
  readonly state: MachineState
  /** What users hold. */
  readonly facade: Connection<In, Out> | null
  dispatch(event: MachineEvent): void
}

/**
 * Starts or stops something. What throws is reported, and counts as started.
 *
 * @param stop Null while it is not started.
 * @param start Falsy when it is not to run.
 * @returns The next `stop`.
 */
function follow(stop: Unsubscribe | null, start: (() => OrVoid<Unsubscribe>) | false | undefined, report: (error: unknown) => void): Unsubscribe | null {
  if (!start) {
    if (stop) tryTo(stop, report)
    return null
  }
  if (stop) return stop
  let started: OrVoid<Unsubscribe>
  tryTo(() => (started = start()), report)
  return () => started?.()
}

/** The signals of the environment. */
export function followLifecycle<In, Out>(connection: DemandedConnection<In, Out>, stop: Unsubscribe | null): Unsubscribe | null {
  const { host, options, state } = connection
  const lifecycle = isWanted(state) && !state.closedBy && options.get('lifecycle')
  const { source = host.watchLifecycle } = lifecycle || {}
  return follow(stop, lifecycle && (() => source((signal) => connection.dispatch({ type: 'signal', signal }))), host.clock.reportError)
}

/** The `setup` option. */
export function followDemand<In, Out>(connection: DemandedConnection<In, Out>, cleanUp: Unsubscribe | null): Unsubscribe | null {
  const { host, options, state, facade } = connection
  const setup = isWanted(state) && state.closedBy !== 'dispose' && options.given('setup')
  return follow(cleanUp, setup && (() => setup(facade!)), host.clock.reportError)
}
