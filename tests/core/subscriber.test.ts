import { expect, it } from 'vitest'
import { createSubscriber } from '../../src/core/subscriber'
import { createFakeConnection } from '../support/fake-connection'

it.each(['frame', 'sync'] as const)('a filtered message is shown although another listener changed the state meanwhile (%s)', (notify) => {
  const fake = createFakeConnection({ notify })
  fake.open()
  fake.connection.onMessage(() => void fake.connection.retain())
  const options = { filter: () => true }
  const subscriber = createSubscriber(fake.connection, options)
  const shown: unknown[] = []
  subscriber.subscribe(() => shown.push(subscriber.read(options).data))
  subscriber.attach(() => options)
  for (const message of ['a', 'b']) {
    fake.socket.message(message)
    fake.advance(100)
    expect(subscriber.read(options).data).toBe(message)
    expect(shown.at(-1)).toBe(message)
  }
})
