import { expect, it, onTestFinished } from 'vitest'
import { acquireWorkbench } from '../../../src/devtools/workbench'
import { waitFor } from '../../support/wait-for'
import { setUp } from './support'

it('records what the panel did to each frame and each socket, and replays what was recorded', async () => {
  const { server, registry, connection, received } = await setUp()
  const { session, actions, open, release } = acquireWorkbench(registry)
  onTestFinished(release)
  onTestFinished(open())
  const [model] = session.connections()
  const frames = () => session.frames(model!.id).map(({ direction, data, note }) => [direction, data, note].filter(Boolean).join(' '))

  connection.send('a')
  await waitFor(() => received.length === 1)
  actions.setLine(connection, { delayMs: 10 })
  connection.send('b')
  await waitFor(() => received.length === 2)
  actions.setLine(connection, { delayMs: 0, dropEvery: 1 })
  connection.send('c')
  server.broadcast('d')
  await waitFor(() => frames().length === 6)
  actions.setLine(connection, { dropEvery: 0, muteIn: true })
  actions.inject(connection, 'e')
  connection.send('f')
  await waitFor(() => frames().length === 9)
  expect(frames()).toEqual([
    ...['out a', 'in a', 'out b delayed', 'in b delayed', 'out c dropped', 'in d dropped'],
    ...['in e injected', 'out f', 'in f muted'],
  ])

  actions.setLine(connection, { muteIn: false })
  received.length = 0
  await actions.replay(connection, session.frames(model!.id), { speed: Infinity }).done
  expect(received).toEqual(['a', 'b', 'e'])
  actions.cut(connection)
  const texts = () => session.connections()[0]!.notes.filter(({ kind }) => kind === 'fault').map(({ text }) => text)
  expect(texts()).toContain('Line: inbound muted')
})
