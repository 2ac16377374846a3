import { version } from 'react'
import { afterEach, beforeAll, beforeEach, describe, onTestFinished, vi } from 'vitest'
import { getDefaultRegistry, ReadyState, type ConnectionRegistry, type RegistryOptions } from 'websocket-store'
import { waitFor } from '../../support/wait-for'
import type { Adapter, Hooks, Mount, Mounted, Options, Shown } from './adapter'
import { localKind, remoteKind, type RegistryKind } from './registries'
import { reactAdapter } from './react-adapter'
import { notRemote } from './not-remote'
import { wireKinds, type Wire, type WireKind } from './servers'
import { vueAdapter } from './vue-adapter'

export interface Subject {
  readonly adapter: Adapter
  readonly mount: Mount
  /** A registry for the test that is running. */
  createRegistry(options?: RegistryOptions): ConnectionRegistry
  /** The registry of components that are given no other one. */
  registry(): ConnectionRegistry
  /** A server for the test that is running. */
  serve(): Promise<Wire>
  /** Options that reach such a server, and retry soon. */
  options(more?: Options): Options
  /** A server, and a component whose socket to it is open. */
  open(more?: Options): Promise<{ server: Wire; component: Component }>
}

export type Component = Mounted<Hooks['useWebSocket']['props'], Shown>

/** The component shows OPEN, and the server has its socket. */
export const isOpen = (component: Component, server: Wire): boolean =>
  component.shown.readyState === ReadyState.OPEN && server.alive > 0

// Longer than what the tests wait for, so that it is their own message that tells.
vi.setConfig({ testTimeout: 20_000 })

// What concerns only Vue needs no second run beside another React.
const adapters = version.startsWith('18.') ? [reactAdapter] : [reactAdapter, vueAdapter]

/**
 * Connections in a worker are tested over the real server only, and with one React: what differs is not in the adapter. The worker
 * reads the options of components, which only the sources let it do; other tests run the built worker.
 */
const isRemoteTested = !version.startsWith('18.') && !process.env['WS_STORE_DIST']
const combinations = wireKinds
  .map((wireKind) => ({ wireKind, registryKind: localKind }))
  .concat(!isRemoteTested ? [] : [{ wireKind: wireKinds.find(({ name }) => name === 'ws')!, registryKind: remoteKind }])

function subjectOf(adapter: Adapter, kind: WireKind, registryKind: RegistryKind): Subject {
  let current: ConnectionRegistry | null = null
  const subject: Subject = {
    adapter,
    createRegistry(options) {
      const { registry, stop } = registryKind.create(options)
      onTestFinished(stop)
      return registry
    },
    registry() {
      if (!registryKind.isRemote) return getDefaultRegistry()
      if (!current) {
        current = subject.createRegistry()
        onTestFinished(() => void (current = null))
      }
      return current
    },
    mount(hook, props, place) {
      const mounted = adapter.mount(hook, props, registryKind.isRemote ? { registry: subject.registry(), ...place } : place)
      onTestFinished(() => mounted.unmount())
      return mounted
    },
    async serve() {
      const wire = await kind.start()
      onTestFinished(() => wire.stop())
      return wire
    },
    options: (more = {}) => ({ WebSocket: kind.WebSocket, reconnect: { delay: () => 5 }, ...more }),
    async open(more) {
      const server = await subject.serve()
      const component = subject.mount('useWebSocket', { url: server.url, options: subject.options(more) })
      await waitFor(() => isOpen(component, server))
      return { server, component }
    },
  }
  return subject
}

/** The same tests for every adapter, each over a mock, over a real server, and with connections in a worker. */
export function everyAdapter(declare: (subject: Subject) => void): void {
  // Renders are to come when they would come to a user, not when a test flushes them.
  beforeAll(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false }))
  afterEach(() => getDefaultRegistry().dispose())
  for (const adapter of adapters)
    for (const { wireKind, registryKind } of combinations)
      describe(`${adapter.name} over ${wireKind.name}${registryKind.name}`, () => {
        if (registryKind.isRemote)
          beforeEach(({ task }) => {
            // Vitest reports a test that passes in spite of it.
            if (task.name in notRemote) Object.assign(task, { fails: true })
          })
        declare(subjectOf(adapter, wireKind, registryKind))
      })
}
