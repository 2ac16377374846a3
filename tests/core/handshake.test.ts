import { describe, expect, it, vi } from 'vitest'
import { startHandshake } from '../../src/core/connection/handshake'
import type { HandshakeIO } from '../../src/core/vocabulary/options'
import type { MessageEventLike } from '../../src/core/vocabulary/wire'
import { settled } from '../support/fake-connection'

function start(run: (io: HandshakeIO<string, string>) => void | Promise<void>) {
  const sent: string[] = []
  const outcomes: unknown[] = []
  const abort = new AbortController()
  const handshake = startHandshake<string, string>(
    run,
    (message) => sent.push(message),
    abort.signal,
    (failure) => outcomes.push(failure),
  )
  const deliver = (message: string) => handshake.deliver(message, { type: 'message', data: message } as MessageEventLike)
  const unread = () => handshake.unread()?.[0]
  return { sent, outcomes, abort, deliver, unread }
}

describe('a handshake', () => {
  it('starts after its caller returns, and succeeds when the function returns', async () => {
    let isRunning = false
    const { outcomes } = start(() => void (isRunning = true))
    expect(isRunning).toBe(false)
    await settled()
    expect(isRunning).toBe(true)
    expect(outcomes).toEqual([null])
  })

  it('sends and receives in turn', async () => {
    const { sent, outcomes, deliver } = start(async ({ send, receive }) => {
      send('token')
      send(`echo ${await receive()}`)
      send(`echo ${await receive()}`)
    })
    await settled()
    expect(sent).toEqual(['token'])
    deliver('a')
    deliver('b')
    await settled()
    expect(sent).toEqual(['token', 'echo a', 'echo b'])
    expect(outcomes).toEqual([null])
  })

  it('keeps messages that arrive before receive(), in order', async () => {
    const got: string[] = []
    const { deliver } = start(async ({ receive }) => void got.push(await receive(), await receive()))
    deliver('a')
    deliver('b')
    await settled()
    expect(got).toEqual(['a', 'b'])
  })

  it('gives each pending receive() one message, in order', async () => {
    const got: string[] = []
    const { deliver } = start(async ({ receive }) => void got.push(...(await Promise.all([receive(), receive()]))))
    await settled()
    deliver('a')
    deliver('b')
    await settled()
    expect(got).toEqual(['a', 'b'])
  })

  it('returns each unread message once', async () => {
    const { deliver, unread } = start(async ({ receive }) => void (await receive()))
    for (const message of ['a', 'b', 'c']) deliver(message)
    await settled()
    expect([unread(), unread(), unread()]).toEqual(['b', 'c', undefined])
  })

  it.each<[string, () => void | Promise<void>]>([
    [
      'throws',
      () => {
        throw 'no'
      },
    ],
    ['rejects', () => Promise.reject('no')],
  ])('fails with the cause when the function %s', async (_, run) => {
    const { outcomes } = start(run)
    await settled()
    expect(outcomes).toEqual([{ cause: 'no' }])
  })

  it('rejects a pending receive() with the reason when the attempt is abandoned', async () => {
    const { outcomes, abort } = start(async ({ receive }) => void (await receive()))
    await settled()
    abort.abort('abandoned')
    await settled()
    expect(outcomes).toEqual([{ cause: 'abandoned' }])
  })

  it('rejects a receive() that is called after the attempt was abandoned', async () => {
    const { outcomes, abort } = start(async ({ receive }) => void (await receive()))
    abort.abort('abandoned')
    await settled()
    expect(outcomes).toEqual([{ cause: 'abandoned' }])
  })

  it.each<[string, string, number]>([
    ['1000 messages', 'a', 1000],
    ['16 MiB', 'x'.repeat(2 ** 20), 16],
  ])('fails when more than %s wait to be received', async (_, message, limit) => {
    const { outcomes, deliver } = start(() => new Promise(() => {}))
    for (let i = 0; i < limit; i++) deliver(message)
    expect(outcomes).toEqual([])
    deliver('a')
    expect(outcomes).toEqual([{ cause: expect.any(RangeError) as RangeError }])
  })

  it('accepts any number of messages when it receives them as they arrive', async () => {
    const big = 'x'.repeat(2 ** 20)
    let count = 0
    const { outcomes, deliver } = start(async ({ receive }) => {
      for (; count < 3000; count++) await receive()
    })
    await settled()
    for (let i = 0; i < 30; i++) {
      for (let j = 0; j < 99; j++) deliver('a')
      deliver(big)
      await settled()
    }
    expect([count, outcomes]).toEqual([3000, [null]])
  })

  it('adds only one listener to the signal, however many messages it receives', async () => {
    const abort = new AbortController()
    const add = vi.spyOn(abort.signal, 'addEventListener')
    const handshake = startHandshake<string, string>(
      async ({ receive }) => {
        for (let i = 0; i < 5; i++) await receive()
      },
      () => {},
      abort.signal,
      () => {},
    )
    for (let i = 0; i < 5; i++) {
      await settled()
      handshake.deliver('a', { type: 'message', data: 'a' } as MessageEventLike)
    }
    expect(add).toHaveBeenCalledTimes(1)
  })

  it('passes the signal of the attempt', async () => {
    let seen: AbortSignal | undefined
    const { abort } = start(({ signal }) => void (seen = signal))
    await settled()
    expect(seen).toBe(abort.signal)
  })
})
