import { describe, expect, it, vi } from 'vitest'
import { Dialogue } from '../../src/core/connection/dialogue'
import type { MessageEventLike } from '../../src/core/vocabulary/wire'
import { settled } from '../support/fake-connection'

const eventOf = (data: string) => ({ type: 'message', data }) as MessageEventLike

function start({ isOpen = false, abort = new AbortController() } = {}) {
  const overflows: string[] = []
  const dialogue = new Dialogue<string>(abort.signal, isOpen ? null : () => overflows.push('overflow'))
  const received: string[] = []
  const receive = (match?: (message: string) => boolean) => dialogue.receive(match).then((message) => void received.push(message))
  const deliver = (message: string) => dialogue.takes(message, eventOf(message))
  const unread = () => dialogue.unread()?.[0]
  return { dialogue, overflows, received, receive, abort, deliver, unread }
}

describe('a dialogue before the open', () => {
  it('keeps messages that arrive before receive(), in order', async () => {
    const { deliver, receive, received } = start()
    deliver('a')
    deliver('b')
    await Promise.all([receive(), receive()])
    expect(received).toEqual(['a', 'b'])
  })

  it('gives each pending receive() one message, in order', async () => {
    const { deliver, receive, received } = start()
    void receive()
    void receive()
    for (const message of ['a', 'b', 'c']) expect(deliver(message)).toBe(true)
    await settled()
    expect(received).toEqual(['a', 'b'])
  })

  it('returns each message that was not received once', async () => {
    const { deliver, receive, unread } = start()
    for (const message of ['a', 'b', 'c']) deliver(message)
    await receive()
    expect([unread(), unread(), unread()]).toEqual(['b', 'c', undefined])
  })

  it('receives the next message that matches, and keeps the order of the others', async () => {
    const { deliver, receive, received, unread } = start()
    deliver('a')
    deliver('ready')
    deliver('b')
    await receive((message) => message === 'ready')
    void receive((message) => message.startsWith('c'))
    deliver('d')
    deliver('c1')
    deliver('c2')
    await settled()
    expect(received).toEqual(['ready', 'c1'])
    expect([unread(), unread(), unread(), unread(), unread()]).toEqual(['a', 'b', 'd', 'c2', undefined])
  })

  it.each<[string, string, number]>([
    ['1000 messages', 'a', 1000],
    ['16 MiB', 'x'.repeat(2 ** 20), 16],
  ])('overflows when more than %s wait to be received', (_, message, limit) => {
    const { overflows, deliver } = start()
    for (let i = 0; i < limit; i++) deliver(message)
    expect(overflows).toEqual([])
    deliver('a')
    expect(overflows).toEqual(['overflow'])
  })

  it('counts the bytes of a frame once, however many messages it has', () => {
    const { dialogue, overflows } = start()
    const frame = eventOf('x'.repeat(2 ** 20))
    for (let i = 0; i < 100; i++) dialogue.takes(`${i}`, frame)
    expect(overflows).toEqual([])
  })

  it('takes any number of messages when they are received as they arrive', async () => {
    const { overflows, deliver, receive, received } = start()
    const big = 'x'.repeat(2 ** 20)
    for (let i = 0; i < 30; i++) {
      const all = Promise.all(Array.from({ length: 100 }, () => receive()))
      for (let j = 0; j < 99; j++) deliver('a')
      deliver(big)
      await all
    }
    expect([received.length, overflows]).toEqual([3000, []])
  })

  it('takes no message after its end', () => {
    const { dialogue, deliver, receive } = start()
    void receive()
    dialogue.end()
    expect(deliver('a')).toBe(false)
  })
})

describe('a dialogue on an open socket', () => {
  it('takes only the messages that a pending receive() matches', async () => {
    const { deliver, receive, received, unread } = start({ isOpen: true })
    expect(deliver('early')).toBe(false)
    void receive((message) => message === 'renewed')
    expect([deliver('tick'), deliver('renewed'), deliver('renewed')]).toEqual([false, true, false])
    await settled()
    expect([received, unread()]).toEqual([['renewed'], undefined])
  })
})

describe('receive()', () => {
  it.each([false, true])('rejects with the reason when the socket is lost (already lost: %s)', async (isLost) => {
    const { abort, receive } = start()
    if (isLost) abort.abort('lost')
    const pending = receive()
    abort.abort('lost')
    await expect(pending).rejects.toBe('lost')
  })

  it.each([false, true])('rejects with the error of a function to match that throws, and leaves the message (message first: %s)', async (isFirst) => {
    const { deliver, receive, received } = start()
    const broken = () => {
      throw new TypeError('broken')
    }
    if (isFirst) deliver('a')
    const pending = receive(broken)
    if (!isFirst) deliver('a')
    await expect(pending).rejects.toThrow('broken')
    await receive()
    expect(received).toEqual(['a'])
  })

  it('adds only one listener to the signal, however many messages it receives', async () => {
    const abort = new AbortController()
    const add = vi.spyOn(abort.signal, 'addEventListener')
    const { deliver, receive } = start({ abort })
    for (let i = 0; i < 5; i++) {
      const pending = receive()
      deliver('a')
      await pending
    }
    expect(add).toHaveBeenCalledTimes(1)
  })
})
