import { expect } from 'vitest'
import { untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer } from '../kit/laboratory'
import { closesWith, works } from '../kit/steps'
import { uncaught } from '../kit/uncaught'
import { watched } from '../kit/watched'

const EVENTS = ['state', 'open', 'close', 'error', 'drop'] as const

fault(25, 'calls the other listeners, and reports the error in a separate task', async () => {
  const server = await scriptedServer(works)
  const errors = uncaught()
  const { connection, events } = watched(server.url)
  const fail = (where: string) => () => {
    throw new Error(`thrown by ${where}`)
  }
  connection.subscribe(fail('subscribe'))
  connection.onMessage(fail('onMessage'))
  for (const event of EVENTS) connection.on(event, fail(event))
  const reported: number[] = []
  connection.on('open', () => reported.push(errors.filter((error) => String(error).includes('by open')).length))

  connection.connect()
  await untilPhase(connection, 'open')
  connection.send('hello')
  await waitFor(() => events.includes('message hello'))
  connection.disconnect()
  await untilPhase(connection, 'closed')

  expect(events).toEqual(['open', 'message hello', 'close 1000'])
  expect(reported).toEqual([0])
  const isReported = (where: string) => errors.some((error) => (error as Error).message === `thrown by ${where}`)
  await waitFor(() => ['subscribe', 'onMessage', 'state', 'open', 'close'].every(isReported))
  expect(await server.seen()).toHaveLength(1)
})

fault(25, 'does not prevent a reconnect', async () => {
  const server = await scriptedServer(closesWith(1001), works)
  const errors = uncaught()
  const { connection, events } = watched(server.url)
  let thrown = 0
  const fail = () => {
    thrown++
    throw new Error('thrown by a listener')
  }
  const stops = EVENTS.map((event) => connection.on(event, fail))
  connection.connect()
  await waitFor(() => events.length >= 3)
  for (const stop of stops) stop()
  expect(events).toEqual(['open', 'close 1001', 'open'])
  expect(thrown).toBeGreaterThan(3)
  await waitFor(() => errors.length === thrown)
})
