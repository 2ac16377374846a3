import { version } from 'react'
import { afterEach, beforeAll, describe, onTestFinished } from 'vitest'
import { getDefaultRegistry, type ConnectionRegistry } from 'websocket-store'
import type { Adapter, Mount, Options } from './adapter'
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
}

// What concerns only Vue needs no second run beside another React.
const adapters = version.startsWith('18.') ? [reactAdapter] : [reactAdapter, vueAdapter]

function subjectOf(adapter: Adapter, kind: WireKind): Subject {
  return {
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
  }
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
