import type { MachinePolicy } from './policy/machine-types'
import type { ConnectionOptions, ReconnectOptions } from './option-types'

type Report = (error: unknown) => void

/** The part of the options that the machine decides by, with defaults filled in and callbacks that cannot throw. */
export function machinePolicyOf(options: ConnectionOptions<never, never>, report: Report): MachinePolicy {
  const { reconnect = true } = options
  const reconnectOptions = reconnect === true ? {} : reconnect && guardCallbacks(reconnect, report)
  return {
    hasHandshake: options.handshake !== undefined,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    handshakeTimeoutMs: options.handshakeTimeoutMs ?? 10_000,
    closeTimeoutMs: options.closeTimeoutMs ?? 2000,
    lingerMs: options.lingerMs ?? 1000,
    stableAfterMs: (reconnectOptions || {}).stableAfterMs ?? 10_000,
    reconnect: reconnectOptions,
    heartbeat: options.heartbeat ?? false,
  }
}

/** A callback that throws must not stop the machine: it is reported, and the default decides. */
function guardCallbacks(options: ReconnectOptions, report: Report): ReconnectOptions {
  function guard<T>(ask: () => T): T | undefined {
    try {
      return ask()
    } catch (error) {
      report(error)
      return undefined
    }
  }
  return {
    ...options,
    delay: (...args) => guard(() => options.delay?.(...args)),
    shouldReconnect: (...args) => guard(() => options.shouldReconnect?.(...args)),
    classifyClose: (close) => guard(() => options.classifyClose?.(close)),
  }
}
