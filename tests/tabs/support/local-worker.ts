import { onTestFinished, vi } from 'vitest'
import type { ConnectionRegistry, RegistryOptions } from 'websocket-store'
import { createRegistry } from 'websocket-store'
import { createLocalPorts } from '../../../src/tabs/leader/ports'
import type { Port } from '../../../src/tabs/protocol/port-end'
import { createTabsRegistryIn } from '../../../src/tabs/page/tabs-registry'
import type { PageMessage, WorkerMessage } from '../../../src/tabs/protocol/messages'
import { createServer, type ServedOptions } from '../../../src/tabs/worker/serve'

/** A dedicated worker whose global scope is an object of the test. */
export class FakeWorker extends EventTarget {
  readonly posted: PageMessage[] = []
  isTerminated = false
  /** Whether messages of the page arrive. */
  isReachable = true
  #port: Port | null = null
  readonly #server: ReturnType<typeof createServer> | null

  constructor(server: ReturnType<typeof createServer> | null) {
    super()
    this.#server = server
    if (server) this.run(server)
  }

  /** Its script is loaded. */
  run(server: ReturnType<typeof createServer>): void {
    const [page, worker] = createLocalPorts()
    server.connect(worker)
    this.#port = page
    page.addEventListener('message', ({ data }) => {
      if (!this.isTerminated) this.dispatchEvent(new MessageEvent('message', { data }))
    })
    page.start()
    for (const message of this.posted) page.postMessage(message)
  }

  postMessage(message: PageMessage): void {
    this.posted.push(structuredClone(message))
    if (!this.isTerminated && this.isReachable) this.#port?.postMessage(message)
  }

  /** As if the worker had posted it. */
  emit(message: WorkerMessage): void {
    this.dispatchEvent(new MessageEvent('message', { data: message }))
  }

  terminate(): void {
    this.isTerminated = true
    this.#server?.stop()
  }

  count(type: PageMessage['type']): number {
    return this.posted.filter((message) => message.type === type).length
  }
}

export type LocalServer = ReturnType<typeof createServer>

/** What a worker would run. Stopped at the end of the test. */
export function startLocalServer(optionsFor: (url: string) => ServedOptions = () => ({})): LocalServer {
  const server = createServer(createRegistry(), optionsFor)
  onTestFinished(() => server.stop())
  return server
}

/** A page with this worker. Disposed at the end of the test. */
export function openLocalPage(worker: Parameters<typeof createTabsRegistryIn>[1], options?: RegistryOptions) {
  let watcher: { hide(): void; show(): void } | null = null
  const page = {
    watchPage(hide: () => void, show: () => void) {
      watcher = { hide, show }
      return () => {}
    },
  }
  const registry: ConnectionRegistry = createTabsRegistryIn(page, worker, options)
  onTestFinished(() => registry.dispose())
  return { registry, sleep: () => watcher?.hide(), wake: () => watcher?.show() }
}

/** Lets messages between the page and the worker arrive, and fake time pass. */
export const passTime = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

/** A page whose messages the test writes. */
export function rawPage(server: LocalServer) {
  const [page, worker] = createLocalPorts()
  const received: WorkerMessage[] = []
  page.addEventListener('message', ({ data }) => void received.push(data as WorkerMessage))
  page.start()
  server.connect(worker)
  const post = (message: PageMessage) => page.postMessage(message)
  const url = 'ws://localhost/'
  const want = () => post({ type: 'want', id: 1, epoch: 1, identity: url, url, key: undefined, protocols: undefined, isReconnect: false, isListening: true })
  const types = () => received.map(({ type }) => type)
  return { post, want, types, close: () => page.close() }
}
