import { expect } from 'vitest'
import { pause, untilPhase } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer } from '../kit/laboratory'
import { behave, upgrade, wait, works } from '../kit/steps'
import { PACE, watched } from '../kit/watched'

const ANSWER_DELAY_MS = 400
const LONG_ENOUGH_MS = ANSWER_DELAY_MS + 2 * PACE.maxDelayMs

fault(26, 'closes immediately, and emits no events after that', async () => {
  const server = await scriptedServer([wait(ANSWER_DELAY_MS), upgrade(), behave])
  const { connection, events } = watched(server.url)
  const phases: string[] = []
  connection.on('state', ({ phase }) => phases.push(phase))
  connection.connect()
  await server.until((sockets) => sockets.length > 0)
  connection.disconnect()
  expect(phases).toEqual(['resolving', 'connecting', 'closed'])
  await pause(LONG_ENOUGH_MS)
  expect(phases).toHaveLength(3)
  expect(events).toEqual([])
  expect(await server.seen()).toHaveLength(1)
})

fault(26, 'notifies listeners only after the listener that called disconnect() has returned', async () => {
  const server = await scriptedServer(works)
  const { connection, events } = watched(server.url)
  const steps: string[] = []
  connection.on('state', ({ phase }) => {
    steps.push(`${phase} begins`)
    if (phase === 'connecting') connection.disconnect()
    steps.push(`${phase} ends`)
  })
  connection.connect()
  await pause(LONG_ENOUGH_MS)
  expect(steps).toEqual(['resolving', 'connecting', 'closed'].flatMap((phase) => [`${phase} begins`, `${phase} ends`]))
  expect(events).toEqual([])
})

fault(26, 'does not prevent a dial immediately after it', async () => {
  const server = await scriptedServer([wait(ANSWER_DELAY_MS), upgrade(), behave], works)
  const { connection, events } = watched(server.url)
  connection.connect()
  await server.until((sockets) => sockets.length > 0)
  connection.disconnect()
  connection.connect()
  await untilPhase(connection, 'open')
  await pause(LONG_ENOUGH_MS)
  expect(events).toEqual(['open'])
  expect(await server.seen()).toHaveLength(2)
})
