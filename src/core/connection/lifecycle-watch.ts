import { tryTo } from '../policy/try-to'
import { isWanted } from '../policy/machine-state'
import type { MachineEvent, MachineState } from '../policy/machine-types'
import type { Unsubscribe } from '../vocabulary/wire'
import type { ConnectionHost } from './host'
import type { LiveOptions } from './live-options'

const NOTHING = () => {}

interface Watching {
  readonly host: ConnectionHost
  readonly options: Pick<LiveOptions<never, never>, 'get'>
  readonly state: MachineState
  dispatch(event: MachineEvent): void
}

/**
 * Listens to the environment while there is demand. The source is called once for each period of demand, so one that
 * throws is reported once.
 *
 * @param stop Null while nothing is watched.
 * @returns The next `stop`.
 */
export function followLifecycle(connection: Watching, stop: Unsubscribe | null): Unsubscribe | null {
  const { host, options, state } = connection
  const { reportError } = host.clock
  const lifecycle = isWanted(state) && !state.closedBy && options.get('lifecycle')
  if (!lifecycle) {
    if (stop) tryTo(stop, reportError)
    return null
  }
  if (stop) return stop
  let started: Unsubscribe = NOTHING
  const { source = host.watchLifecycle } = lifecycle
  tryTo(() => (started = source((signal) => connection.dispatch({ type: 'signal', signal }))), reportError)
  return started
}
