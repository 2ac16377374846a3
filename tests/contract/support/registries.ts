import { createRegistry, type Connection, type ConnectionOptions, type ConnectionRegistry, type RegistryOptions } from 'websocket-store'
import { insideOf } from '../../../src/core/connection/connection-facade'
import { shadow } from '../../../src/core/features/tap/shadow'
import { createTabsRegistry } from 'websocket-store/tabs'
import type { RemoteOptions } from '../../../src/tabs/page/remote-options'
import { serve, type ServedOptions } from 'websocket-store/tabs/worker'

export interface RegistryKind {
  readonly name: string
  /** Its connections live in a worker. */
  readonly isRemote: boolean
  create(options?: RegistryOptions): { readonly registry: ConnectionRegistry; stop(): void }
}

/** Options that concern the server. The worker reads them as the components name them now. */
const OF_WORKER = [
  ...['codec', 'WebSocket', 'transport', 'binaryType', 'connectTimeoutMs', 'handshakeTimeoutMs', 'handshake', 'farewell'],
  ...['reconnect', 'heartbeat', 'closeTimeoutMs', 'channels', 'requests'],
] as (keyof ConnectionOptions)[]

/** The page keeps a connection as long as its options say. */
const WORKER = { lingerMs: 0, notify: 'sync' } as const

/** In one process, the worker can read the options of the components. */
function startTabsInProcess(options?: RegistryOptions) {
  const { port1, port2 } = new MessageChannel()
  const server = serve((url) => {
    const connections = [...registry.entries()].reverse()
    const optionsOf = (connection: object) => insideOf(connection).options as RemoteOptions
    const isAt = (given: unknown) => (typeof given === 'function' ? '' : new URL(String(given)).href) === url
    const all = connections.map(optionsOf)
    const inPage = all.find((options) => {
      try {
        return isAt(options.asNamed('url'))
      } catch {
        return true
      }
    })
    /** A page forgets them when it leaves, before the worker closes the socket. */
    const last: Record<string, unknown> = {}
    const inside = inPage && insideOf(connections[all.indexOf(inPage)]!)
    const remember = () => {
      const isInUse = inPage?.isHeld() || inPage?.owner
      for (const name of OF_WORKER) {
        const value = inPage?.asNamed(name)
        if (isInUse || value !== undefined) last[name] = value
      }
    }
    remember()
    let inWorker: Connection<unknown, unknown> | null = null
    if (inside)
      shadow(inside, 'optionsChanged', (next) => () => {
        // Those of a holder that has just left end with the next call.
        remember()
        next()
        remember()
        if (inWorker) insideOf(inWorker).optionsChanged()
      })
    const getters = OF_WORKER.map((name) => [name, { enumerable: true, get: () => inPage?.asNamed(name) ?? last[name] }] as const)
    return Object.defineProperties({ ...WORKER, setup: (connection: object) => void (inWorker = connection as never) }, Object.fromEntries(getters)) as ServedOptions
  })
  server.connect(port2 as never)
  const registry = createTabsRegistry({ port: port1 as never }, options)
  return {
    registry,
    stop() {
      registry.dispose()
      server.stop()
      port1.close()
    },
  }
}

export const localKind: RegistryKind = {
  name: '',
  isRemote: false,
  create(options) {
    const registry = createRegistry(options)
    return { registry, stop: registry.dispose }
  },
}

/** The worker runs in the same process, over a real message channel. */
export const remoteKind: RegistryKind = { name: ', in a worker', isRemote: true, create: startTabsInProcess }
