import { version } from 'react'
import { afterEach, beforeAll, describe, onTestFinished, vi } from 'vitest'
import { getDefaultRegistry, ReadyState, type ConnectionRegistry } from 'websocket-store'
import { waitFor } from '../../support/wait-for'
import type { Adapter, Hooks, Mount, Mounted, Options, Shown } from './adapter'
import { reactAdapter } from './react-adapter'
import { wireKinds, type Wire, type WireKind } from './servers'
import { vueAdapter } from './vue-adapter'

export interface Subject {
  readonly adapter: Adapter
  readonly mount: Mount
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

function subjectOf(adapter: Adapter, kind: WireKind): Subject {
  const subject: Subject = {
    adapter,
    mount(hook, props, place) {
      const mounted = adapter.mount(hook, props, place)
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

/** The same tests for every adapter, each over a mock and over a real server. */
export function everyAdapter(declare: (subject: Subject) => void): void {
  // Renders are to come when they would come to a user, not when a test flushes them.
  beforeAll(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false }))
  afterEach(() => getDefaultRegistry().dispose())
  for (const adapter of adapters)
    for (const kind of wireKinds) describe(`${adapter.name} over ${kind.name}`, () => declare(subjectOf(adapter, kind)))
}

/** A registry for the test that is running. */
export function forTest(registry: ConnectionRegistry): ConnectionRegistry {
  onTestFinished(() => registry.dispose())
  return registry
}
