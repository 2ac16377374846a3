import { describe, expect, it } from 'vitest'
import { createFakeConnection } from '../support/fake-connection'

type Fake = ReturnType<typeof createFakeConnection>
const keptBy = ({ connection }: Fake) => connection.history.map(({ message }) => message)
const receive = ({ socket }: Fake, count: number, from = 1) => {
  for (let i = from; i < from + count; i++) socket.message(String(i))
}
const start = (history?: number) => {
  const fake = createFakeConnection(history === undefined ? {} : { history })
  fake.open()
  return fake
}

describe('the history of a connection', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 100])('has the last 3 messages, oldest first, after %i messages', (count) => {
    const fake = start(3)
    receive(fake, count)
    expect(keptBy(fake)).toEqual(Array.from({ length: count }, (_, i) => String(i + 1)).slice(-3))
  })

  it.each([undefined, 0, -1, NaN])('is empty when the option is %s', (limit) => {
    const fake = start(limit)
    receive(fake, 3)
    expect(keptBy(fake)).toEqual([])
  })

  it('has each message with its event and the time of its arrival', () => {
    const fake = start(5)
    const before = fake.host.clock.now()
    receive(fake, 1)
    fake.advance(500)
    receive(fake, 1, 2)
    expect(fake.connection.history).toMatchObject([
      { message: '1', event: { type: 'message', data: '1' }, at: before },
      { message: '2', event: { type: 'message', data: '2' }, at: before + 500 },
    ])
  })

  it('follows the option: fewer messages are shown at once, and 0 discards them', () => {
    const fake = start(3)
    const limitTo = (history: number) => fake.connection.setOptions({ ...fake.connection.options, history })
    receive(fake, 4)
    limitTo(2)
    expect(keptBy(fake)).toEqual(['3', '4'])
    limitTo(0)
    expect(keptBy(fake)).toEqual([])
    receive(fake, 1, 5)
    limitTo(3)
    receive(fake, 1, 6)
    expect(keptBy(fake)).toEqual(['6'])
  })

  it('continues on the next socket, and is empty when the connection is at rest', () => {
    const fake = createFakeConnection({ history: 3, lingerMs: 0 })
    const release = fake.connection.retain()
    fake.socket.open()
    receive(fake, 1)
    fake.socket.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    receive(fake, 1, 2)
    expect(keptBy(fake)).toEqual(['1', '2'])
    release()
    fake.advance(0)
    fake.socket.answerClose()
    expect([fake.phase, keptBy(fake)]).toEqual(['idle', []])
  })

  it('is a copy that later messages do not change', () => {
    const fake = start(3)
    receive(fake, 1)
    const { history } = fake.connection
    receive(fake, 5, 2)
    expect(history.map(({ message }) => message)).toEqual(['1'])
  })
})
