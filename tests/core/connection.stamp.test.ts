import { describe, expect, it } from 'vitest'
import { json, type DroppedMessage } from 'websocket-store'
import { createFakeConnection } from '../support/fake-connection'

interface Numbered {
  readonly text: string
  readonly id?: number
}

function start() {
  let id = 0
  const fake = createFakeConnection<unknown, Numbered>({ codec: json() })
  const dropped: DroppedMessage<Numbered>[] = []
  fake.connection.on('drop', (drop) => dropped.push(drop))
  const stamp = (message: Numbered) => ({ ...message, id: ++id })
  const ids = () => fake.socket.sent.map((frame) => JSON.parse(frame as string) as Numbered)
  return { fake, dropped, stamp, ids, calls: () => id }
}

describe('send() with a stamp', () => {
  it('calls it when the message goes to the socket, so that ids follow the wire', () => {
    const { fake, stamp, ids, calls } = start()
    fake.connection.send({ text: 'queued' }, { stamp })
    expect(calls()).toBe(0)
    fake.connection.on('open', () => void fake.connection.send({ text: 'first' }, { stamp }))
    fake.open()
    expect(ids()).toEqual([
      { text: 'first', id: 1 },
      { text: 'queued', id: 2 },
    ])
  })

  it('shows the message without its stamp while it waits and when it is dropped', () => {
    const { fake, dropped, stamp, calls } = start()
    const message = { text: 'queued' }
    fake.connection.send(message, { stamp })
    expect(fake.connection.queuedMessages[0]).toBe(message)
    fake.connection.clearQueue()
    expect(dropped).toEqual([{ message, reason: 'cleared' }])
    expect(calls()).toBe(0)
  })

  it('throws what the stamp throws on an open socket, and emits it as the error of the drop later', () => {
    const { fake, dropped, ids } = start()
    const mistake = new Error('no id')
    const stamp = () => {
      throw mistake
    }
    const message = { text: 'queued' }
    expect(fake.connection.send(message, { stamp })).toBe('queued')
    fake.connection.send({ text: 'next' })
    fake.open()
    expect(() => fake.connection.send(message, { stamp })).toThrow(mistake)
    expect(dropped).toEqual([{ message, reason: 'refused', error: mistake }])
    expect(ids()).toEqual([{ text: 'next' }])
  })

  it('takes a message that only its stamp makes complete', () => {
    const { fake, ids } = start()
    expect(fake.connection.send(undefined as never, { stamp: () => ({ text: 'made' }) })).toBe('queued')
    fake.open()
    expect(ids()).toEqual([{ text: 'made' }])
  })

  it('counts the bytes of the message for the limit of the queue', () => {
    const fake = createFakeConnection<string, string>({ queue: { maxBytes: 10 } })
    const stamp = (message: string) => message
    expect([fake.connection.send('123456', { stamp }), fake.connection.send('123456', { stamp })]).toEqual(['queued', 'dropped'])
  })
})
