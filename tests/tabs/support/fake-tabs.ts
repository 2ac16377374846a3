import { vi } from 'vitest'
import { channel, type Channel, type Connection } from 'websocket-store'
import { createTabsRegistryIn } from '../../../src/tabs/page/tabs-registry'
import { VERSION } from '../../../src/tabs/protocol/messages'
import { serve, type ServedOptions } from '../../../src/tabs/worker'
import { createFakeNetwork, type FakeNetwork } from '../../support/fake-socket'
import { createFakePort, type FakePort } from './fake-port'

// The queue of this worker is that of the fake timers.
vi.mock('../../../src/tabs/worker/after-arrivals', () => ({ afterArrivals: (run: () => void) => void setTimeout(run, 0) }))

const URL_OF_BOOK = 'wss://host.test/'

/** A page of the model. Messages of its port wait until `drain()`. */
export interface FakePage {
  readonly connection: Connection
  readonly channel: Channel<unknown>
  readonly port: FakePort
  isFrozen: boolean
  isAsleep: boolean
  /** As when it goes to the back-forward cache, and returns. */
  sleep(): void
  wake(): void
  /** Ends without a word. */
  crash(): void
}

export interface FakeTabs {
  readonly network: FakeNetwork
  readonly pages: ReadonlySet<FakePage>
  openPage(): FakePage
  /** Delivers all messages between the worker and the pages that read. */
  drain(): void
  /** Another worker takes over. The messages of the old one that the pages have not read are lost, or not. */
  restartWorker(isLossy: boolean): void
  stop(): void
}

/** How a page is connected to the worker of now. */
interface Wiring {
  connect(): void
  disconnect(): void
}

/** A worker and its pages without a browser: fake ports, fake sockets. */
export function createFakeTabs(options: () => ServedOptions): FakeTabs {
  const network = createFakeNetwork()
  const pages = new Set<FakePage & Wiring>()
  const start = () => serve(() => ({ WebSocket: network.WebSocket, notify: 'sync', ...options() }) as ServedOptions)
  let worker = start()

  function drain(): void {
    // A page that reads may answer, and so cause messages to others.
    for (let i = 0; i < 20; i++) for (const page of pages) page.port.drain()
  }

  return {
    network,
    pages,
    openPage() {
      let watcher: { hide(): void; show(): void } | null = null
      let end: FakePort | null = null
      let stop = () => {}
      const port = createFakePort((message) => {
        // The worker reads at once: it is never frozen.
        end?.receive(message)
        end?.drain()
      })
      const { drain: read } = port
      const page: FakePage & Wiring = {
        get channel() {
          return book
        },
        get connection() {
          return connection
        },
        port: Object.assign(port, { drain: () => void (page.isFrozen || read()) }),
        isFrozen: false,
        isAsleep: false,
        connect() {
          end = createFakePort((message) => port.receive(message))
          stop = worker.connect(end)
        },
        disconnect() {
          stop()
          end = null
        },
        sleep() {
          if (page.isAsleep || page.isFrozen) return
          page.isAsleep = true
          watcher?.hide()
        },
        wake() {
          if (!page.isAsleep) return
          page.isAsleep = false
          watcher?.show()
        },
        crash() {
          pages.delete(page)
          page.disconnect()
          registry.dispose()
        },
      }
      page.connect()
      const registry = createTabsRegistryIn(
        {
          watchPage(hide, show) {
            watcher = { hide, show }
            return () => {}
          },
        },
        { port },
        { defaults: { lingerMs: 10, notify: 'sync' } },
      )
      const connection = registry.connection(URL_OF_BOOK)
      const book: Channel<unknown> = channel(connection as never, 'book')
      pages.add(page)
      // Failures are part of the model.
      connection.on('error', () => {})
      connection.retain()
      return page
    },
    drain,
    restartWorker(isLossy) {
      for (const page of pages) page.disconnect()
      worker.stop()
      worker = start()
      for (const page of pages) {
        if (isLossy) page.port.clear()
        page.connect()
        page.port.receive({ type: 'unknown', version: VERSION })
      }
    },
    stop() {
      for (const page of pages) page.crash()
      worker.stop()
    },
  }
}
