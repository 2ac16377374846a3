import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { PortLike, TabsOptions, TabsRegistry } from 'websocket-store/tabs'
import { createTabsRegistryIn } from '../../../src/tabs/page/tabs-registry'
import { serve, type ServedOptions, type ServedPage, type ServeSettings } from 'websocket-store/tabs/worker'

interface Typed {
  readonly type: string
}

/** One page, whose worker runs in the same process. */
export interface Page {
  readonly registry: TabsRegistry
  /** The page ends without a word: nothing that it posts arrives any more. */
  crash(): void
  /** As when the page goes to the back-forward cache, and returns. */
  sleep(): void
  wake(): void
  /** Messages of the worker wait until `thaw()`. */
  freeze(): void
  thaw(): void
  /** Messages that the page got from the worker, by type. */
  readonly received: Readonly<Record<string, number>>
}

export interface Tabs {
  openPage(options?: TabsOptions): Page
}

/** A port whose messages can be held back. */
function createGate(port: MessagePort) {
  let waiting: (() => void)[] | null = null
  const gated: PortLike = {
    postMessage: (message) => port.postMessage(message),
    addEventListener(type: string, listener: (event: MessageEvent) => void) {
      port.addEventListener(type as 'message', (event) => (waiting ? void waiting.push(() => listener(event)) : listener(event)))
    },
    removeEventListener() {},
    start: () => port.start(),
  }
  return {
    port: gated,
    close: () => void (waiting = []),
    open() {
      const late = waiting ?? []
      waiting = null
      for (const deliver of late) deliver()
    },
  }
}

/** A worker for the test that is running. */
export function startTabs(optionsFor: (url: string, page: ServedPage) => ServedOptions = () => ({}), settings?: ServeSettings): Tabs {
  const server = serve((url, page: ServedPage) => {
    const options = optionsFor(url, page)
    return Object.defineProperties({ WebSocket, reconnect: { delay: () => 5 } } as ServedOptions, Object.getOwnPropertyDescriptors(options))
  }, settings)
  onTestFinished(() => server.stop())
  return {
    openPage(options) {
      const { port1, port2 } = new MessageChannel()
      const received: Record<string, number> = {}
      const gate = createGate(port1)
      port1.addEventListener('message', ({ data }: MessageEvent<Typed | Typed[]>) => {
        for (const { type } of [data].flat()) received[type] = (received[type] ?? 0) + 1
      })
      const disconnect = server.connect(port2 as never)
      let watcher: { hide(): void; show(): void } | null = null
      const registry = createTabsRegistryIn(
        {
          watchPage(hide, show) {
            watcher = { hide, show }
            return () => {}
          },
        },
        { port: gate.port },
        { ...options, defaults: { lingerMs: 10, ...options?.defaults } },
      )
      const end = () => {
        port1.close()
        port2.close()
      }
      onTestFinished(() => {
        registry.dispose()
        end()
      })
      return {
        registry,
        received,
        freeze: gate.close,
        thaw: gate.open,
        sleep: () => watcher?.hide(),
        wake: () => watcher?.show(),
        crash() {
          end()
          // As when its lock is free.
          disconnect()
        },
      }
    },
  }
}
