import { expect } from 'vitest'
import { untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer } from '../kit/laboratory'
import { closeFrame, closesWith, fin, receive, text, together, upgrade } from '../kit/steps'
import { connected, expectPaced } from '../kit/watched'

fault(21, 'emits open, message and close in that order, and does not reset the attempts', async () => {
  const atOnce = together(upgrade(), text('first'), text('second'), closeFrame(1001, 'going'))
  const server = await scriptedServer([atOnce, receive('close'), fin])
  const { connection, events } = connected(server.url, { reconnect: { delay: () => 1e6, stableAfterMs: 0 } })
  const { attempt } = await untilPhase(connection, 'waiting')
  expect(events).toEqual(['open', 'message first', 'message second', 'close 1001'])
  expect(attempt).toBe(1)
})

fault(22, 'increases the attempts and the delays even though each dial opens', async () => {
  const server = await scriptedServer(closesWith(1001))
  const { connection, waits, events } = connected(server.url)
  await waitFor(() => waits.length >= 6)
  connection.disconnect()
  expect(waits.map(({ attempt }) => attempt).slice(0, 6)).toEqual([1, 2, 3, 4, 5, 6])
  expect(events.slice(0, 12)).toEqual(Array.from({ length: 6 }, () => ['open', 'close 1001']).flat())
  expectPaced(await server.seen())
})

fault(22, 'resets the attempts after a stable socket', async () => {
  const server = await scriptedServer(closesWith(1001), closesWith(1001), [upgrade(), receive('message'), ...closesWith(1001).slice(1)])
  const { connection, waits } = connected(server.url, { reconnect: { minDelayMs: 50, maxDelayMs: 100, stableAfterMs: 1500 } })
  await waitFor(() => connection.getSnapshot().phase === 'open' && waits.length === 2 && connection.getSnapshot().attempt === 0)
  connection.send('enough')
  await waitFor(() => waits.length === 3)
  expect(waits.map(({ attempt }) => attempt)).toEqual([1, 2, 1])
})
