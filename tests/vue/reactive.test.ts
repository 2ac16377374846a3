import { expect, it } from 'vitest'
import { reactive } from 'vue'
import { createFakeConnection } from '../support/fake-connection'

it('a connection that was put into a reactive object works as before', () => {
  const fake = createFakeConnection()
  const { connection } = reactive({ connection: fake.connection })
  expect(connection.socket).toBe(null)
  connection.connect()
  fake.socket.open()
  expect(connection.openEvent).toMatchObject({ type: 'open' })
  expect(connection.bufferedAmount).toBe(0)
  expect(connection.send('hello')).toBe('sent')
  expect(fake.socket.sent).toEqual(['hello'])
})
