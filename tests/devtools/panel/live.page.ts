import { createRegistry, json } from 'websocket-store'
import { mountDevtools } from '../../../src/devtools/index'

export interface LivePage {
  /** Messages that the application received. */
  readonly received: readonly unknown[]
  /** Codes and reasons of the sockets that closed. */
  readonly closes: readonly string[]
  send(message: unknown): string
  phase(): string
  /** Mounts the panel once more, and returns how many panels the page has. */
  mount(): number
  /** Undoes one mount. */
  unmount(): number
}

const server = new URLSearchParams(location.search).get('server') ?? ''
const registry = createRegistry()
const secret = 'SECRET'

const connection = registry.connection(`${server}/feed?token=${secret}-in-url`, {
  codec: json(),
  reconnect: { delay: () => 100 },
  protocols: [`${secret}-in-protocol`],
  async handshake({ send }) {
    send({ auth: `${secret}-in-handshake` })
  },
  requests: { tag: (message, id) => ({ ...(message as object), id, key: `${secret}-in-function` }), idOf: () => undefined },
})
const failing = registry.connection('ws://127.0.0.1:9/', {
  transport() {
    throw new Error(`${secret}-in-cause`)
  },
})

const received: unknown[] = []
const closes: string[] = []
connection.onMessage((message) => received.push(message))
connection.on('close', ({ code, reason }) => closes.push(`${code} ${reason}`.trim()))
connection.connect()
if (location.search.includes('failing')) failing.connect()

const unmounts: (() => void)[] = []
const panels = () => document.querySelectorAll('[data-websocket-store-devtools]').length
Object.assign(window, {
  live: {
    received,
    closes,
    send: (message) => connection.send(message),
    phase: () => connection.getSnapshot().phase,
    mount() {
      unmounts.push(mountDevtools({ registry, open: true }))
      return panels()
    },
    unmount() {
      unmounts.pop()?.()
      return panels()
    },
  } satisfies LivePage,
})
;(window as unknown as { live: LivePage }).live.mount()
