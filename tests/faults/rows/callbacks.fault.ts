import { expect } from 'vitest'
import { untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { misbehave } from '../kit/laboratory'
import { closesWith, works } from '../kit/steps'
import { uncaught } from '../kit/uncaught'
import { watched } from '../kit/watched'

const EVENTS = ['state', 'open', 'close', 'error', 'drop'] as const

fault(25, 'is isolated: the others hear everything, and it is reported in a task of its own', async () => {
  const server = await misbehave(works)
  const errors = uncaught()
  const { connection, told } = watched(server.url)
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
  await waitFor(() => told.includes('message hello'))
  connection.disconnect()
  await untilPhase(connection, 'closed')

  expect(told).toEqual(['open', 'message hello', 'close 1000'])
  expect(reported).toEqual([0])
  const heard = (where: string) => errors.some((error) => (error as Error).message === `thrown by ${where}`)
  await waitFor(() => ['subscribe', 'onMessage', 'state', 'open', 'close'].every(heard))
  expect(await server.seen()).toHaveLength(1)
})

fault(25, 'does not keep a lost connection from coming back', async () => {
  const server = await misbehave(closesWith(1001), works)
  const errors = uncaught()
  const { connection, told } = watched(server.url)
  let thrown = 0
  const fail = () => {
    thrown++
    throw new Error('thrown by a listener')
  }
  const stops = EVENTS.map((event) => connection.on(event, fail))
  connection.connect()
  await waitFor(() => told.length >= 3)
  for (const stop of stops) stop()
  expect(told).toEqual(['open', 'close 1001', 'open'])
  expect(thrown).toBeGreaterThan(3)
  await waitFor(() => errors.length === thrown)
})
