import { channel, createRegistry, json, request } from 'websocket-store'
import { createActions } from '../../../src/devtools/actions/actions'
import { createSession } from '../../../src/devtools/model/session'
import { showView } from '../support/show-view'
import { FACTORIES } from './factories'
import type { ViewName } from './use-view'

interface Incoming {
  readonly id?: string
  readonly topic?: string
  readonly offset?: number
}
type Outgoing = Readonly<Record<string, unknown>>

const search = new URLSearchParams(location.search)
const registry = createRegistry({ defaults: { lingerMs: 300 } })
const session = createSession(registry)
session.setRecording(true)
const actions = createActions(registry)

const connection = registry.connection(search.get('server')!, {
  codec: json<Incoming, Outgoing>(),
  // Longer than the test, so that only "Retry now" can end it.
  reconnect: { delay: () => 60_000 },
  heartbeat: { intervalMs: 200, message: '{"ping":true}', isPong: (message: unknown) => Object(message).pong === true },
  channels: { subscribe: (topic) => ({ subscribe: topic }), route: ({ topic }) => topic, positionOf: ({ offset }) => offset },
  requests: { tag: (message, id) => ({ ...message, id }), idOf: ({ id }) => id },
})

const shown = showView(FACTORIES[search.get('view') as ViewName], session, actions)
session.subscribe(() => shown.choose(session.connections()[0]?.id ?? null))

Object.assign(window, {
  connection,
  shown,
  use: (key: string) => channel(connection, key).retain(),
  request: (message: Outgoing) => void request(connection, message, { timeoutMs: 400 }).catch(() => undefined),
})
