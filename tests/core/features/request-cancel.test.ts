import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { request } from 'websocket-store'
import { systemClock } from '../../../src/core/platform/clock'
import { answer, codeOf, createSaying, sayRequests, sentBy } from './support/say'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('requests.cancel', () => {
  it.each(['aborts', 'times out'])('is sent when the caller %s after the request was sent', async (how) => {
    const fake = createSaying({ lingerMs: 0 })
    const release = fake.connection.retain()
    fake.socket.open()
    const controller = new AbortController()
    const code = codeOf(request(fake.connection, { say: 'one' }, { signal: controller.signal, timeoutMs: 500 }))
    if (how === 'aborts') controller.abort(new Error('enough'))
    else await vi.advanceTimersByTimeAsync(500)
    expect(await code).toBe(how === 'aborts' ? 'Error: enough' : 'request-timeout')
    expect(sentBy(fake)).toEqual(['1 one', 'cancel 1'])
    controller.abort()
    release()
    expect(sentBy(fake)).toHaveLength(2)
  })

  it('is sent before the connection closes because nothing else uses it', async () => {
    const fake = createSaying({ lingerMs: 0 })
    const controller = new AbortController()
    const code = codeOf(request(fake.connection, { say: 'one' }, { signal: controller.signal }))
    fake.socket.open()
    controller.abort(new Error('enough'))
    expect(await code).toBe('Error: enough')
    expect(sentBy(fake)).toEqual(['1 one', 'cancel 1'])
    fake.advance(0)
    expect(fake.phase).toBe('closing')
  })

  it('is not sent after the reply, or for a request without an id', async () => {
    const fake = createSaying()
    fake.open()
    const controller = new AbortController()
    const { signal } = controller
    const answered = request(fake.connection, { say: 'one' }, { signal })
    answer(fake, { say: 'one!', id: '1' })
    const unmatched = codeOf(request(fake.connection, { say: 'two' }, { signal, match: () => false }))
    controller.abort(new Error('enough'))
    expect([await answered, await unmatched]).toEqual([{ say: 'one!', id: '1' }, 'Error: enough'])
    expect(sentBy(fake)).toEqual(['1 one', 'two'])
  })

  it('is not sent when the socket of the request was lost', async () => {
    const fake = createSaying()
    fake.open()
    const controller = new AbortController()
    const { signal } = controller
    const code = codeOf(request(fake.connection, { say: 'one' }, { signal, retryOnReconnect: true }))
    fake.socket.closeWith(1006)
    controller.abort(new Error('enough'))
    fake.advance(1000)
    fake.socket.open()
    expect(await code).toBe('Error: enough')
    expect(fake.sockets.map((socket) => sentBy({ socket }))).toEqual([['1 one'], []])
  })

  it('is sent past the queue when the socket is congested', async () => {
    const fake = createSaying({ queue: { highWaterMarkBytes: 10 } })
    fake.open()
    const code = codeOf(request(fake.connection, { say: 'one' }, { timeoutMs: 500 }))
    fake.socket.bufferedAmount = 100
    expect(fake.connection.send({ say: 'wait' })).toBe('queued')
    await vi.advanceTimersByTimeAsync(500)
    expect(await code).toBe('request-timeout')
    expect(sentBy(fake)).toEqual(['1 one', 'cancel 1'])
  })

  it.each(['`cancel`', 'the whole option'])('need not exist: nothing is sent or reported without %s', async (what) => {
    const reported = vi.spyOn(systemClock, 'reportError').mockImplementation(() => {})
    const { tag, idOf } = sayRequests
    const fake = createSaying({ requests: { tag, idOf } })
    fake.open()
    const code = codeOf(request(fake.connection, { say: 'one' }, { timeoutMs: 500 }))
    if (what === 'the whole option') {
      const { requests: _, ...rest } = fake.connection.options
      fake.connection.setOptions(rest)
      answer(fake, { say: 'one!', id: '1' })
    }
    await vi.advanceTimersByTimeAsync(500)
    expect(await code).toBe('request-timeout')
    expect([sentBy(fake), reported.mock.calls, fake.host.clock.reported]).toEqual([['1 one'], [], []])
  })

  it('does not change the rejection when it throws', async () => {
    const reported = vi.spyOn(systemClock, 'reportError').mockImplementation(() => {})
    const mistake = new Error('mistake in cancel')
    const fake = createSaying({
      requests: {
        ...sayRequests,
        cancel() {
          throw mistake
        },
      },
    })
    fake.open()
    const code = codeOf(request(fake.connection, { say: 'one' }, { timeoutMs: 500 }))
    await vi.advanceTimersByTimeAsync(500)
    expect(await code).toBe('request-timeout')
    expect(reported.mock.calls).toEqual([[mistake]])
  })
})
