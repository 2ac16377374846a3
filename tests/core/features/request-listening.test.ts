import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channel, json, request, respond, type RequestProtocol } from 'websocket-store'
import { createFakeConnection } from '../../support/fake-connection'
import { answer, codeOf, createSaying, sayRequests, sentBy, type Said } from './support/say'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the requests of a connection', () => {
  it('share one listener, which ends with the last reply', async () => {
    const idOf = vi.fn(sayRequests.idOf)
    const fake = createSaying({ requests: { ...sayRequests, idOf } })
    fake.open()
    const listen = vi.spyOn(fake.connection, 'onMessage')
    const replies = ['one', 'two'].map((say) => request(fake.connection, { say }))
    expect(listen).toHaveBeenCalledTimes(1)
    answer(fake, { say: 'two!', id: '2' })
    answer(fake, { say: 'one!', id: '1' })
    expect(await Promise.all(replies)).toMatchObject([{ say: 'one!' }, { say: 'two!' }])
    idOf.mockClear()
    answer(fake, { say: 'late', id: '1' })
    expect(idOf).not.toHaveBeenCalled()
    const again = request(fake.connection, { say: 'three' })
    answer(fake, { say: 'three!', id: '3' })
    expect(await again).toMatchObject({ say: 'three!' })
  })

  it('ignore replies with an unknown id and messages without one, and nothing is reported', async () => {
    const fake = createSaying()
    fake.open()
    const reply = request(fake.connection, { say: 'one' })
    answer(fake, { say: 'to somebody else', id: '77' })
    answer(fake, { say: 'news' })
    answer(fake, { say: 'one!', id: '1' })
    expect(await reply).toMatchObject({ say: 'one!' })
    expect(fake.host.clock.reported).toEqual([])
  })

  it('are refused with an error that is not fatal, even if its cause is', async () => {
    const cause = Object.assign(new Error('forbidden'), { fatal: true })
    const fake = createSaying({
      requests: {
        ...sayRequests,
        resultOf() {
          throw cause
        },
      },
    })
    fake.open()
    const reply = request(fake.connection, { say: 'one' }).catch((error: unknown) => error)
    answer(fake, { say: 'no', id: '1' })
    expect(await reply).toMatchObject({ code: 'request-refused', fatal: false, cause })
  })

  it.each(['a reply', 'a timeout'])('remove their listener from the signal after %s', async (how) => {
    const fake = createSaying()
    fake.open()
    const { signal } = new AbortController()
    const [add, remove] = [vi.spyOn(signal, 'addEventListener'), vi.spyOn(signal, 'removeEventListener')]
    const outcome = codeOf(request(fake.connection, { say: 'one' }, { signal, timeoutMs: 100 }))
    if (how === 'a reply') answer(fake, { say: 'one!', id: '1' })
    await vi.advanceTimersByTimeAsync(100)
    await outcome
    expect(add).toHaveBeenCalledTimes(1)
    expect(remove.mock.calls).toEqual(add.mock.calls)
  })
})

describe('the responders of a connection', () => {
  it('share one listener, which ends with the last of them', () => {
    const requestOf = vi.fn(() => undefined)
    const requests = { ...sayRequests, requestOf, reply: () => ({ say: 'yes' }) } as RequestProtocol<Said, Said>
    const fake = createSaying({ requests })
    fake.open()
    const listen = vi.spyOn(fake.connection, 'onMessage')
    const stops = [respond(fake.connection, () => 1), respond(fake.connection, () => 2)]
    expect(listen).toHaveBeenCalledTimes(1)
    answer(fake, { say: 'news' })
    stops[0]!()
    stops[0]!()
    answer(fake, { say: 'news' })
    expect(requestOf).toHaveBeenCalledTimes(2)
    stops[1]!()
    answer(fake, { say: 'news' })
    expect(requestOf).toHaveBeenCalledTimes(2)
    respond(fake.connection, () => 3)
    answer(fake, { say: 'news' })
    expect(requestOf).toHaveBeenCalledTimes(3)
  })
})

it('channels, requests and responders of one connection do not disturb each other', async () => {
  const fake = createFakeConnection<Said, Said>({
    codec: json<Said, Said>(),
    requests: { ...sayRequests, requestOf: ({ say }) => (say === 'ask' ? say : undefined), reply: () => ({ say: 'answer' }) },
    channels: { subscribe: (key) => ({ say: `+${key}` }), route: ({ say }) => (say.startsWith('a:') ? 'a' : undefined) },
  })
  fake.open()
  const received: string[] = []
  channel(fake.connection, 'a').onMessage(({ say }) => void received.push(say))
  const reply = request(fake.connection, { say: 'one' })
  respond(fake.connection, () => 'yes')
  answer(fake, { say: 'a:1' })
  answer(fake, { say: 'ask' })
  answer(fake, { say: 'one!', id: '1' })
  await vi.advanceTimersByTimeAsync(0)
  expect(await reply).toMatchObject({ say: 'one!' })
  expect([received, sentBy(fake)]).toEqual([['a:1'], ['+a', '1 one', 'answer']])
})

it('a channel that is used while the socket opens sends nothing and drops nothing', () => {
  const fake = createFakeConnection<Said, Said>({ codec: json<Said, Said>(), channels: { subscribe: (key) => ({ say: key }), route: () => undefined } })
  fake.connection.connect()
  channel(fake.connection, 'a').retain()
  fake.socket.open()
  expect([sentBy(fake), fake.log]).toEqual([['a'], ['open']])
})
