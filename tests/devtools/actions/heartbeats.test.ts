import { expect, it, onTestFinished } from 'vitest'
import { readRecording } from '../../../src/devtools/actions/recording'
import type { FrameRecord } from '../../../src/devtools/model/types'
import { acquireWorkbench } from '../../../src/devtools/workbench'
import { pause, waitFor } from '../../support/wait-for'
import { setUp } from './support'

it('records the pings of the server before the answers to them, and replays each once', async () => {
  const reply = (message: unknown) => (message === 'are you there' ? 'yes' : undefined)
  const { server, registry, connection, actions } = await setUp({ heartbeat: { intervalMs: Infinity, reply } }, { echo: false })
  const { session, open, release } = acquireWorkbench(registry)
  onTestFinished(release)
  onTestFinished(open())
  const frames = () => session.frames(session.connections()[0]!.id)
  const shown = () => frames().map(({ direction, data }) => `${direction} ${String(data)}`)
  for (const data of ['are you there', 'a', 'are you there']) {
    server.broadcast(data)
    await waitFor(() => connection.getSnapshot().data === 'a' || server.messages.length === 1)
  }
  await waitFor(() => server.messages.length === 2)
  const recorded = ['in are you there', 'out yes', 'in a', 'in are you there', 'out yes']
  expect(shown()).toEqual(recorded)

  const recording = [...frames()]
  session.clear()
  const result = await actions.replay(connection, recording, { speed: Infinity }).done
  expect(result).toMatchObject({ state: 'done', played: 3, missing: 0, unexpected: 0 })
  await pause(50)
  expect(shown().toSorted()).toEqual(recorded.toSorted())
})

type Line = readonly [at: number, direction: 'in' | 'out', data: string]

const beats = (...lines: Line[]): FrameRecord[] =>
  lines.map(([at, direction, data], id) => ({ id, at, direction, data, role: 'heartbeat', bytes: 0, isCut: false, channels: [], note: '' }))

const read = (...lines: Line[]) => {
  const { played, heartbeats } = readRecording(beats(...lines))
  return { played: played.map(({ data }) => data), heartbeats: Object.fromEntries(heartbeats) }
}

it('knows pings of the server and of the client in a recording that begins or ends in the middle of one', () => {
  const own = [[10, 'out', 'ping'], [11, 'in', 'pong']] as const
  const other = [[20, 'in', 'are you there'], [20, 'out', 'yes']] as const
  const both = { played: ['are you there'], heartbeats: { 'text ping': 'pong', 'text yes': null } }
  expect(read(...own, ...other)).toEqual(both)
  expect(read(...other, ...own)).toEqual(both)
  expect(read([0, 'out', 'yes'], ...other, ...own)).toEqual(both)
  expect(read([0, 'in', 'pong'], ...own, ...other)).toEqual({ ...both, played: ['pong', 'are you there'] })
  // Its pong is lost.
  expect(read([0, 'out', 'ping'], ...other, ...own)).toEqual(both)
  expect(read([10, 'out', 'ping'], ...other, [30, 'in', 'pong'])).toEqual(both)
})
