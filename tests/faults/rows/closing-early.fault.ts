import { expect } from 'vitest'
import { pause, untilPhase } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { misbehave } from '../kit/laboratory'
import { behave, upgrade, wait, works } from '../kit/steps'
import { PACE, watched } from '../kit/watched'

const ANSWER_MS = 400
const LONG_ENOUGH_MS = ANSWER_MS + 2 * PACE.maxDelayMs

fault(26, 'is closed at once, and nothing comes after it', async () => {
  const server = await misbehave([wait(ANSWER_MS), upgrade(), behave])
  const { connection, told } = watched(server.url)
  const phases: string[] = []
  connection.on('state', ({ phase }) => phases.push(phase))
  connection.connect()
  await server.until((lines) => lines.length > 0)
  connection.disconnect()
  expect(phases).toEqual(['resolving', 'connecting', 'closed'])
  await pause(LONG_ENOUGH_MS)
  expect(phases).toHaveLength(3)
  expect(told).toEqual([])
  expect(await server.seen()).toHaveLength(1)
})

fault(26, 'is told when the listener that did it has returned', async () => {
  const server = await misbehave(works)
  const { connection, told } = watched(server.url)
  const steps: string[] = []
  connection.on('state', ({ phase }) => {
    steps.push(`${phase} begins`)
    if (phase === 'connecting') connection.disconnect()
    steps.push(`${phase} ends`)
  })
  connection.connect()
  await pause(LONG_ENOUGH_MS)
  expect(steps).toEqual(['resolving', 'connecting', 'closed'].flatMap((phase) => [`${phase} begins`, `${phase} ends`]))
  expect(told).toEqual([])
})

fault(26, 'leaves nothing in the way of a dial right after it', async () => {
  const server = await misbehave([wait(ANSWER_MS), upgrade(), behave], works)
  const { connection, told } = watched(server.url)
  connection.connect()
  await server.until((lines) => lines.length > 0)
  connection.disconnect()
  connection.connect()
  await untilPhase(connection, 'open')
  await pause(LONG_ENOUGH_MS)
  expect(told).toEqual(['open'])
  expect(await server.seen()).toHaveLength(2)
})
