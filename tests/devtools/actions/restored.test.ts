import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { json } from 'websocket-store'
import { createTestServer } from 'websocket-store/testing'
import { insideOf } from '../../../src/core/connection/connection-facade'
import { createActions } from '../../../src/devtools/actions/actions'
import { GOOD_LINE, type Actions } from '../../../src/devtools/actions/types'
import type { AnyConnection } from '../../../src/core/vocabulary/tap'
import { untilPhase, waitFor } from '../../support/wait-for'
import { holdsAsync, PROPERTY_TIMEOUT_MS } from '../../support/property'
import { recordActions, setUp } from './support'

/** The methods that actions may shadow. */
const shadowed = (connection: AnyConnection) => {
  const { sender, options, attempt, ...inside } = insideOf(connection)
  const names = ['receive', 'dispatch', 'transmit', 'given', 'farewell']
  return [inside, sender, options, attempt].flatMap((object) => Object.keys(object ?? {})).filter((name) => names.includes(name))
}

it('restores everything when it is disposed: delayed frames pass, lines are good, the network is back', async () => {
  const { server, registry, actions, connection, received } = await setUp({ reconnect: { delay: () => 60_000 } })
  const other = registry.connection(`${server.url}/other`) as unknown as AnyConnection
  other.connect()
  await untilPhase(other, 'open')
  expect(shadowed(connection)).toEqual([])
  server.broadcast('early')
  await waitFor(() => received.length === 1)

  actions.setLine(connection, { delayMs: 60_000 })
  server.broadcast('delayed')
  connection.send('sent')
  await waitFor(() => other.getSnapshot().data === 'delayed')
  expect(shadowed(connection)).toEqual(['receive', 'transmit'])
  expect(shadowed(other)).toEqual([])
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect([received, server.messages]).toEqual([['early'], []])

  actions.dispose()
  expect(received).toEqual(['early', 'delayed'])
  await waitFor(() => server.messages.length === 1)
  expect(actions.line(connection)).toEqual(GOOD_LINE)

  const again = createActions(registry)
  onTestFinished(() => again.dispose())
  again.setOffline(true)
  expect([shadowed(connection), shadowed(other)]).toEqual([['given'], ['given']])
  again.dispose()
  await untilPhase(connection, 'open')
  await untilPhase(other, 'open')
  expect([shadowed(connection), shadowed(other)]).toEqual([[], []])
})

it('loses delayed frames of a socket that ended before it is disposed', async () => {
  const { server, actions, connection } = await setUp()
  const events = recordActions()
  actions.setLine(connection, { delayMs: 60_000 })
  connection.send('old')
  connection.reconnect()
  await untilPhase(connection, 'open')
  actions.dispose()
  connection.send('new')
  await waitFor(() => server.messages.length === 1)
  expect(server.messages).toEqual(['new'])
  expect(events).toContainEqual({ type: 'fault', connection, text: 'Delayed frame lost with its socket' })
})

it('follows the clock of the testing kit', async () => {
  const server = createTestServer({ clock: 'stopped', codec: json() })
  onTestFinished(() => server.stop())
  const connection = server.registry.connection(server.url, { codec: json() }) as unknown as AnyConnection
  const actions = createActions(server.registry)
  connection.connect()
  await server.connected()
  await server.settled()
  actions.setLine(connection, { delayMs: 500 })
  server.send({ n: 1 })
  await server.advance(499)
  expect(connection.getSnapshot().data).toBeUndefined()
  await server.advance(1)
  expect(connection.getSnapshot().data).toEqual({ n: 1 })
  actions.dispose()
})

type Step = 'send' | 'receive' | 'cut' | 'close' | 'wait' | 'reconnect'
const steps = fc.array(fc.constantFrom<Step>('send', 'send', 'receive', 'receive', 'cut', 'close', 'wait', 'reconnect'), { maxLength: 12 })

/** Everything that an application and its server see. */
async function play(script: readonly Step[], prepare: (actions: Actions, connection: AnyConnection) => void) {
  const server = createTestServer({ clock: 'stopped' })
  const seen: unknown[] = []
  try {
    const connection = server.registry.connection(server.url, { heartbeat: { intervalMs: 700 } }) as unknown as AnyConnection
    connection.onMessage((message) => void seen.push(message))
    connection.on('state', ({ phase, attempt, lastClose, queued }) => void seen.push([phase, attempt, lastClose, queued]))
    connection.on('error', ({ code }) => void seen.push(code))
    server.onMessage((message) => void seen.push(['server', message]))
    const actions = createActions(server.registry)
    prepare(actions, connection)
    connection.connect()
    for (const [index, step] of script.entries()) {
      if (step === 'send') seen.push(connection.send(`out ${index}`))
      if (step === 'receive') server.send(`in ${index}`)
      if (step === 'cut') server.cut()
      if (step === 'close') server.close(1012)
      if (step === 'reconnect') connection.reconnect()
      await server.advance(step === 'wait' ? 2000 : 10)
    }
    const snapshot = connection.getSnapshot()
    return { seen, snapshot: { ...snapshot, lastMessage: null, retryAt: snapshot.retryAt !== null } }
  } finally {
    server.stop()
  }
}

const BAD_LINE = { muteIn: true, muteOut: true, delayMs: 50, dropEvery: 2 }
const GOOD_LINES: Record<string, (actions: Actions, connection: AnyConnection) => void> = {
  unused: (actions, connection) => actions.setLine(connection, GOOD_LINE),
  restored(actions, connection) {
    actions.setLine(connection, BAD_LINE)
    actions.setLine(connection, GOOD_LINE)
    actions.setOffline(true)
    actions.setOffline(false)
  },
  // A shadow is in place, and every frame passes it.
  shadowed: (actions, connection) => actions.setLine(connection, { dropEvery: 1_000_000 }),
}

it.each(Object.keys(GOOD_LINES))('changes nothing with a good line: %s', { timeout: PROPERTY_TIMEOUT_MS }, async (name) => {
  await holdsAsync(
    fc.asyncProperty(steps, async (script) => {
      const plain = await play(script, () => {})
      expect(await play(script, GOOD_LINES[name]!)).toEqual(plain)
    }),
    60,
  )
})
