import { HEARTBEAT, RECONNECT } from '../policy/defaults'
import type { MachineSettings } from '../policy/machine-types'
import type { LiveOptions } from './live-options'

/** The options that the machine reads, as they are in force at one event. */
export const machineSettingsOf = <In, Out>(options: LiveOptions<In, Out>): MachineSettings => ({
  connectTimeoutMs: options.get('connectTimeoutMs'),
  handshakeTimeoutMs: options.get('handshakeTimeoutMs'),
  closeTimeoutMs: options.get('closeTimeoutMs'),
  lingerMs: options.get('lingerMs'),
  reconnect: options.get('reconnect'),
  heartbeat: options.get('heartbeat'),
})

/** The defaults in place of every function. */
export function withoutFunctions(settings: MachineSettings): MachineSettings {
  const { intervalMs, timeoutMs } = HEARTBEAT
  const heartbeat = settings.heartbeat && { ...settings.heartbeat, intervalMs, timeoutMs }
  return { ...settings, reconnect: RECONNECT, heartbeat }
}
