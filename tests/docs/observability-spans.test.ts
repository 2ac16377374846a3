import { context, ROOT_CONTEXT, trace, type Context, type ContextManager, type Span } from '@opentelemetry/api'
import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, it, onTestFinished } from 'vitest'
import { createRegistry, json, request, type ConnectionRegistry } from 'websocket-store'
import { WebSocket } from 'ws'
import { serve } from '../support/per-test'
import { untilPhase } from '../support/wait-for'
import { runBlock } from './support/run-block'

const SECRET = 'sesame-5f2c'

/** Follows the active span like the SDK for Node does. */
function startContext(): void {
  const storage = new AsyncLocalStorage<Context>()
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (active, run, self, ...args) => storage.run(active, () => run.call(self as never, ...args)),
    bind: (_, target) => target,
    enable: () => manager,
    disable: () => manager,
  }
  context.setGlobalContextManager(manager)
  onTestFinished(() => context.disable())
}

function newSpan() {
  const events: { readonly name: string; readonly attributes: Readonly<Record<string, unknown>> }[] = []
  let isRecording = true
  const span = {
    spanContext: () => ({ traceId: '1'.repeat(32), spanId: '1'.repeat(16), traceFlags: 1 }),
    isRecording: () => isRecording,
    addEvent: (name: string, attributes: (typeof events)[number]['attributes']) => void events.push({ name, attributes }),
  } as unknown as Span
  return {
    events,
    run: <T>(work: () => T): T => context.with(trace.setSpan(context.active(), span), work),
    end: () => void (isRecording = false),
  }
}

it('adds events to the active span only, without payloads', async () => {
  startContext()
  const server = await serve()
  const registry = createRegistry({ defaults: { WebSocket, reconnect: { delay: () => 5000 } } })
  onTestFinished(() => registry.dispose())
  const connection = registry.connection(`${server.url}/feed?token=${SECRET}`, {
    codec: json<unknown>(),
    requests: { tag: (message, id) => ({ id, message }), idOf: (reply) => (reply as { id?: number }).id },
  })
  const { addSpanEvents } = await runBlock<{ addSpanEvents: (registry: ConnectionRegistry) => () => void }>(
    'docs/guides/observability.md',
    'addSpanEvents',
    server.url,
    { modules: { '@opentelemetry/api': () => import('@opentelemetry/api') } },
  )
  onTestFinished(addSpanEvents(registry))

  const opening = newSpan()
  opening.run(() => connection.connect())
  await untilPhase(connection, 'open')
  expect(opening.events[0]).toEqual({ name: 'websocket.state', attributes: { phase: 'resolving', cause: 'connect' } })
  // Its context is still active in the events of the socket.
  opening.end()
  const count = opening.events.length

  const buying = newSpan()
  await buying.run(() => request(connection, { secret: SECRET }))
  expect(buying.events.map(({ name, attributes }) => `${name} ${attributes['stage']}`).slice(0, 2)).toEqual([
    'websocket.request start',
    'websocket.request sent',
  ])

  server.terminateAll()
  await untilPhase(connection, 'waiting')
  const selling = newSpan()
  selling.run(() => connection.send({ secret: SECRET }, { queue: false }))
  connection.send({ secret: SECRET }, { queue: false })
  expect(selling.events).toEqual([{ name: 'websocket.drop', attributes: { reason: 'not-open' } }])
  expect(opening.events).toHaveLength(count)
  expect(JSON.stringify([opening, buying, selling].map(({ events }) => events))).not.toContain(SECRET)
})
