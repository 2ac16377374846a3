import { expect, it, vi } from 'vitest'
import { untilPhase, waitFor, pause } from '../../support/wait-for'
import { recordActions, setUp } from './support'

it('cuts a socket: the application sees 1006, the server loses its client, and the connection reconnects', async () => {
  const { server, actions, connection, closes } = await setUp()
  const events = recordActions()
  actions.cut(connection)
  expect(connection.getSnapshot().phase).toBe('waiting')
  expect(closes).toEqual([{ code: 1006, wasClean: false }])
  await untilPhase(connection, 'open')
  await waitFor(() => server.opened === 2 && server.alive === 1)
  expect(connection.getSnapshot().lastClose).toEqual({ code: 1006, reason: '', wasClean: false })
  expect(events).toEqual([{ type: 'fault', connection, text: 'Socket cut' }])
})

it('sends no farewell on a socket that it cuts', async () => {
  const { server, actions, connection } = await setUp({ farewell: (send) => send('bye') })
  actions.cut(connection)
  await untilPhase(connection, 'open')
  await waitFor(() => server.closes.length === 1)
  expect(server.messages).toEqual([])
})

it('cuts nothing where there is no socket', async () => {
  const { actions, connection, closes } = await setUp()
  connection.disconnect()
  await untilPhase(connection, 'closed')
  closes.length = 0
  actions.cut(connection)
  actions.close(connection, 1012, '')
  expect(connection.getSnapshot().phase).toBe('closed')
  expect(closes).toEqual([])
})

it('closes a socket with a code that is fatal: the connection gives up', async () => {
  const { server, actions, connection } = await setUp()
  actions.close(connection, 1008, 'not allowed')
  const { phase, error, lastClose } = connection.getSnapshot()
  expect(phase).toBe('closed')
  expect(error?.code).toBe('closed')
  expect(lastClose).toEqual({ code: 1008, reason: 'not allowed', wasClean: true })
  await waitFor(() => server.alive === 0)
})

it('closes a socket with 1012: the connection retries later than after a loss', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const { actions, connection } = await setUp({ reconnect: {} })
  const retryIn = () => connection.getSnapshot().retryAt! - Date.now()
  actions.close(connection, 1012, '')
  expect(connection.getSnapshot().phase).toBe('waiting')
  expect(retryIn()).toBeGreaterThan(400)
  connection.reconnect()
  await untilPhase(connection, 'open')
  actions.cut(connection)
  expect(retryIn()).toBeLessThan(100)
})

it('closes a socket with 4401: the connection calls the url function once more, then gives up', async () => {
  let calls = 0
  const { actions, server, connect } = await setUp()
  const url = server.url
  const connection = connect((() => {
    calls++
    return url
  }) as never)
  await untilPhase(connection, 'open')
  actions.close(connection, 4401, '')
  await untilPhase(connection, 'open')
  expect(calls).toBe(2)
  actions.close(connection, 4401, '')
  expect(connection.getSnapshot().phase).toBe('closed')
})

it('refuses codes and reasons that no close frame can have', async () => {
  const { actions, connection } = await setUp()
  for (const code of [NaN, 999, 5000, 1000.5]) expect(() => actions.close(connection, code, '')).toThrow('from 1000 to 4999')
  expect(() => actions.close(connection, 1000, 'é'.repeat(62))).toThrow('123 bytes')
  expect(connection.getSnapshot().phase).toBe('open')
})

it('reconnects, and takes demand only until it is disposed where nobody else has some', async () => {
  const { actions, server, registry, connection } = await setUp()
  actions.reconnect(connection)
  await untilPhase(connection, 'open')
  expect(server.opened).toBe(2)

  const idle = registry.connection(`${server.url}/idle`, { lingerMs: 0 } as never) as never as typeof connection
  actions.reconnect(idle)
  await untilPhase(idle, 'open')
  await pause(30)
  expect(idle.getSnapshot().phase).toBe('open')
  actions.dispose()
  await untilPhase(idle, 'idle')
  expect(connection.getSnapshot().phase).toBe('open')
})
