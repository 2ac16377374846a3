// @vitest-environment jsdom
import * as Sentry from '@sentry/browser'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createRegistry, json, tap, type ConnectionOptions, type ConnectionRegistry } from 'websocket-store'
import { WebSocket } from 'ws'
import { serve } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'

const PAGE = 'docs/guides/observability.md'
const SECRET = 'sesame-5f2c'

/** Sentry with its default integrations. Everything that leaves the page is in `sent`. */
function startSentry(): { readonly sent: string[] } {
  const sent: string[] = []
  Sentry.init({
    dsn: 'https://key@sentry.example.org/1',
    transport: (options) =>
      Sentry.createTransport(options, async ({ body }) => {
        sent.push(typeof body === 'string' ? body : new TextDecoder().decode(body))
        return { statusCode: 200 }
      }),
  })
  Sentry.getCurrentScope().clearBreadcrumbs()
  Sentry.getIsolationScope().clearBreadcrumbs()
  onTestFinished(async () => void (await Sentry.close(1000)))
  return { sent }
}

interface Event {
  readonly exception?: { readonly values: readonly { readonly type: string; readonly value: string }[] }
  readonly breadcrumbs?: readonly { readonly category: string; readonly level: string; readonly message: string; readonly data: object }[]
  readonly fingerprint?: readonly string[]
  readonly tags?: Readonly<Record<string, string>>
}

const eventsIn = (sent: readonly string[]): Event[] =>
  sent.flatMap((envelope) => envelope.split('\n').map((line) => JSON.parse(line || '{}') as Event)).filter((item) => item.exception)

async function start(options: ConnectionOptions<unknown, unknown> = {}) {
  const { sent } = startSentry()
  const server = await serve({ echo: false, protocols: ['chat'] })
  const registry = createRegistry({ defaults: { WebSocket, reconnect: { delay: () => 10 } } })
  const { reportConnections } = await runBlock<{ reportConnections: (registry: ConnectionRegistry) => () => void }>(
    PAGE,
    'captureException',
    server.url,
    { modules: { '@sentry/browser': async () => Sentry } },
  )
  const stop = reportConnections(registry)
  onTestFinished(() => {
    stop()
    registry.dispose()
  })
  const url = `${server.url.replace('//', `//ann:${SECRET}@`)}/rooms/4711?token=${SECRET}`
  const connection = registry.connection(url, { protocols: ['chat', SECRET], codec: json(), ...options })
  connection.connect()
  const events = async (): Promise<Event[]> => {
    await Sentry.flush(1000)
    return eventsIn(sent)
  }
  return { server, registry, connection, sent, events }
}

describe('the report to Sentry', () => {
  it('has no issue for a connection that reconnects, and breadcrumbs of all that happened in the next issue', async () => {
    const { server, connection, events } = await start()
    await untilPhase(connection, 'open')
    await server.down()
    await untilPhase(connection, 'waiting')
    connection.send({ secret: SECRET }, { queue: false })
    await waitFor(() => connection.getSnapshot().error?.code === 'connect-failed')
    await server.up()
    await untilPhase(connection, 'open')
    expect(await events()).toEqual([])

    Sentry.captureException(new Error('the application failed'))
    const [event] = await events()
    const crumbs = event!.breadcrumbs!.filter(({ category }) => category === 'websocket')
    const messages = crumbs.map(({ message }) => message)
    expect(messages[0]).toBe('open')
    expect(messages.at(-1)).toBe('open')
    expect(messages).toEqual(expect.arrayContaining(['waiting', 'drop', 'connect-failed']))
    expect(crumbs.find(({ message }) => message === 'waiting')).toMatchObject({
      level: 'warning',
      data: { cause: 'socket-close', code: 1006, url: `127.0.0.1:${server.port}/rooms/:id` },
    })
    expect(JSON.stringify(event)).not.toContain(SECRET)
  })

  it('has one issue for a connection that the server closed for good', async () => {
    const { server, connection, events } = await start()
    await untilPhase(connection, 'open')
    server.closeAll(1008, SECRET)
    await untilPhase(connection, 'closed')
    const [event, ...more] = await events()
    expect(more).toEqual([])
    expect(event!.exception!.values).toEqual([expect.objectContaining({ type: 'WebSocket closed', value: expect.stringContaining('not retried') })])
    expect(event).toMatchObject({ fingerprint: ['websocket', 'closed'], tags: { 'websocket.error': 'closed' } })
    expect(event!.breadcrumbs!.at(-1)).toMatchObject({ category: 'websocket', message: 'closed', data: { code: 1008 } })
  })

  it('has no issue for a connection that the program closed', async () => {
    const { connection, events } = await start()
    await untilPhase(connection, 'open')
    connection.disconnect()
    await untilPhase(connection, 'closed')
    expect(await events()).toEqual([])
  })
})

describe('secrets', () => {
  const failing: ConnectionOptions<unknown, unknown> = {
    handshake: () => Promise.reject(Object.assign(new Error(`bad token ${SECRET}`), { fatal: true })),
  }

  it('of url, protocols, options, messages and causes are in nothing that is sent', async () => {
    const { server, connection, events, sent } = await start(failing)
    connection.send({ password: SECRET })
    await untilPhase(connection, 'closed')
    await waitFor(() => server.requests.some(({ url, headers }) => `${url}${headers['sec-websocket-protocol']}`.split(SECRET).length > 2))
    const [event] = await events()
    expect(event!.fingerprint).toEqual(['websocket', 'handshake-failed'])
    expect(event!.breadcrumbs!.map(({ message }) => message)).toContain('drop')
    expect(sent.join()).not.toContain(SECRET)
  })

  it('of a cause would be sent with the error itself, which is why the recipe makes a new one', async () => {
    const { registry, connection, events } = await start(failing)
    let captured = 0
    tap(registry, (event) => {
      if (event.type === 'error') captured += Sentry.captureException(event.error).length
    })
    await untilPhase(connection, 'closed')
    expect(captured).toBeGreaterThan(0)
    expect(JSON.stringify(await events())).toContain(SECRET)
  })
})
