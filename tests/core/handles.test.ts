import { expect, it } from 'vitest'
import { createFakeConnection } from '../support/fake-connection'

it('a handle that is given back twice counts once', () => {
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

it('a subscription that is ended twice counts once among those that keep a connection', () => {
  const { connection, host } = createFakeConnection()
  const stop = connection.subscribe(() => {})
  const before = host.activity.length
  stop()
  stop()
  connection.subscribe(() => {})
  // The listeners of the log keep it busy all the while.
  expect(host.activity.slice(before)).toEqual([])
})
