import { expect, it } from 'vitest'
import { createFakeConnection } from '../support/fake-connection'

it('counts a handle once when it is released twice', () => {
  const fake = createFakeConnection()
  const [one, other] = [fake.connection.retain(), fake.connection.retain()]
  fake.socket.open()
  one()
  one()
  fake.advance(60_000)
  expect(fake.phase).toBe('open')
  other()
  fake.advance(60_000)
  expect(fake.phase).toBe('idle')
})

it('counts a subscription once when it is ended twice', () => {
  const { connection, host } = createFakeConnection()
  const stop = connection.subscribe(() => {})
  const before = host.activity.length
  stop()
  stop()
  connection.subscribe(() => {})
  // The listeners of the log keep the connection active.
  expect(host.activity.slice(before)).toEqual([])
})
