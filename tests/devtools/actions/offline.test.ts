import { expect, it, vi } from 'vitest'
import type { LifecycleSignal } from 'websocket-store'
import { insideOf } from '../../../src/core/connection/connection-facade'
import { collectGarbage } from '../../support/collect-garbage'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { recordActions, setUp } from './support'

it('takes all connections offline, those created later too, and back online', async () => {
  const { server, actions, connection, connect, closes } = await setUp()
  const events = recordActions()
  actions.setOffline(true)
  const later = connect(`${server.url}/later`)
  expect(actions.isOffline).toBe(true)
  expect(closes).toEqual([{ code: 1006, wasClean: false }])
  expect(connection.getSnapshot().phase).toBe('suspended')
  await waitFor(() => later.getSnapshot().error?.code === 'connect-failed')
  await waitFor(() => server.alive === 0)
  expect(server.opened).toBe(1)

  actions.setOffline(false)
  expect(actions.isOffline).toBe(false)
  await untilPhase(connection, 'open')
  await untilPhase(later, 'open')
  expect(server.opened).toBe(3)
  expect(events.map((event) => 'text' in event && event.text)).toEqual(['Offline', 'Online again', 'Online again'])
})

it('keeps no connection in memory that the application has forgotten, and repairs those that remain', async () => {
  const { server, registry, actions, connection } = await setUp()
  actions.setOffline(true)
  const create = (path: string) => registry.connection(`${server.url}/${path}`)
  const references = [create('created'), create('disposed')].map((each) => new WeakRef(each))
  references[1]!.deref()!.dispose()
  const kept = create('kept')
  await collectGarbage()
  expect(references.map((reference) => reference.deref())).toEqual([undefined, undefined])
  actions.setOffline(false)
  expect([connection, kept].flatMap((each) => Object.keys(insideOf(each).options)).includes('given')).toBe(false)
})

it('fails the dials of a connection that ignores signals, until it is online again', async () => {
  const { server, actions, connection } = await setUp({ lifecycle: false })
  actions.setOffline(true)
  expect(connection.getSnapshot().phase).toBe('waiting')
  await waitFor(() => connection.getSnapshot().attempt >= 3)
  expect(connection.getSnapshot().error?.code).toBe('connect-failed')
  expect(server.opened).toBe(1)
  actions.setOffline(false)
  await untilPhase(connection, 'open')
})

it('fails a dial whose url is still looked up', async () => {
  const { server, actions, connect } = await setUp()
  let answer: (url: string) => void = () => {}
  const url = (() => new Promise<string>((resolve) => (answer = resolve))) as never
  const connection = connect(url, { lifecycle: false, key: 'slow' })
  expect(connection.getSnapshot().phase).toBe('resolving')
  actions.setOffline(true)
  answer(server.url)
  await waitFor(() => connection.getSnapshot().error?.code === 'connect-failed')
  await pause(30)
  expect(server.opened).toBe(1)
})

it('stays without a socket when the browser is online meanwhile, and when the application reconnects', async () => {
  const emits = new Set<(signal: LifecycleSignal) => void>()
  const source = (emit: (signal: LifecycleSignal) => void) => {
    emits.add(emit)
    return () => void emits.delete(emit)
  }
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const { server, actions, connection } = await setUp({ lifecycle: { source } })
  actions.setOffline(true)
  emits.forEach((emit) => emit('online'))
  await waitFor(() => connection.getSnapshot().error?.code === 'connect-failed')
  connection.reconnect()
  await waitFor(() => connection.getSnapshot().attempt > 0)
  expect(server.opened).toBe(1)
  actions.setOffline(false)
  await untilPhase(connection, 'open')

  // The real signals count as before.
  emits.forEach((emit) => emit('offline'))
  actions.cut(connection)
  expect(connection.getSnapshot().phase).toBe('suspended')
  emits.forEach((emit) => emit('online'))
  await untilPhase(connection, 'open')
})

it('emits no online signal while the browser is offline', async () => {
  const { actions, connection } = await setUp()
  actions.setOffline(true)
  vi.stubGlobal('navigator', { onLine: false })
  actions.setOffline(false)
  await pause(30)
  expect(connection.getSnapshot().phase).toBe('suspended')
  connection.reconnect()
  await untilPhase(connection, 'open')
})

it('tells its subscribers of each change, and of nothing that changes nothing', async () => {
  const { actions, connection } = await setUp()
  let changes = 0
  const stop = actions.subscribe(() => changes++)
  actions.setOffline(false)
  expect(changes).toBe(0)
  actions.setOffline(true)
  actions.setOffline(false)
  actions.setLine(connection, { muteIn: true })
  expect(changes).toBe(3)
  stop()
  actions.setLine(connection, { muteIn: false })
  expect(changes).toBe(3)
})
