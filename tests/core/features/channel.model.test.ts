import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { batch, channel, json, type ChannelProtocol } from 'websocket-store'
import { createFakeConnection, settled } from '../../support/fake-connection'
import { holdsAsync, PROPERTY_TIMEOUT_MS } from '../../support/property'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

const KEYS = ['a', 'b', 'c']
interface FromServer {
  readonly type: 'ack' | 'refused' | 'over'
  readonly key: string
}
interface ToServer {
  readonly do: 'subscribe' | 'unsubscribe' | 'extra'
  readonly keys: readonly string[]
}

const key = fc.constantFrom(...KEYS)
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('retain' as const, 'release' as const), key }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('answer' as const), how: fc.constantFrom('ack' as const, 'ack' as const, 'refused' as const, 'over' as const, 'never' as const), count: fc.nat(3) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.nat(1500) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sign' as const), isFailing: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('open' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('resubscribe' as const, 'fail' as const, 'end' as const), key }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const settings = fc.record({
  isMany: fc.boolean(),
  isSigned: fc.boolean(),
  hasExtra: fc.boolean(),
  maxPerSecond: fc.constantFrom(undefined, 2, 20),
})

function start({ isMany, isSigned, hasExtra, maxPerSecond }: typeof settings extends fc.Arbitrary<infer S> ? S : never) {
  const signatures: { resolve(): void; reject(error: unknown): void }[] = []
  function subscribe(keys: readonly string[]) {
    const message: ToServer = { do: 'subscribe', keys }
    const frame = hasExtra ? batch<ToServer>([{ do: 'extra', keys }, message]) : message
    if (!isSigned) return frame
    return new Promise<typeof frame>((resolve, reject) => signatures.push({ resolve: () => resolve(frame), reject }))
  }
  const channels: ChannelProtocol<FromServer, ToServer> = {
    subscribe: (topic) => subscribe([topic]),
    ...(isMany && { subscribeMany: (topics) => subscribe(topics.map(({ key: topic }) => topic)) }),
    unsubscribe: (topic) => ({ do: 'unsubscribe', keys: [topic] }),
    route: () => undefined,
    ackOf: ({ type, key: topic }) => (type === 'ack' ? topic : undefined),
    errorOf: ({ type, key: topic }) => (type === 'refused' ? { key: topic, error: 'refused' } : undefined),
    endOf: ({ type, key: topic }) => (type === 'over' ? topic : undefined),
    subscribeTimeoutMs: 3000,
    ...(maxPerSecond !== undefined && { maxPerSecond }),
  }
  const fake = createFakeConnection<FromServer, ToServer>({ codec: json<FromServer, ToServer>(), channels, notify: 'sync' })
  const holds = new Map<string, (() => void)[]>(KEYS.map((each) => [each, []]))
  const channelOf = (topic: string) => channel(fake.connection, topic)

  // What the server knows on the open socket: subscriptions, and those that it has not answered.
  let known = new Set<string>()
  let unanswered: string[] = []
  let read = 0
  const isOpen = () => fake.phase === 'open'

  function receive(): void {
    if (!isOpen()) return
    for (; read < fake.socket.sent.length; read++) {
      const { do: what, keys } = JSON.parse(fake.socket.sent[read] as string) as ToServer
      for (const each of keys) {
        // A second one, after a timeout, changes nothing.
        if (what === 'subscribe' && !unanswered.includes(each)) unanswered.push(each)
        else if (what === 'unsubscribe') {
          known.delete(each)
          unanswered = unanswered.filter((other) => other !== each)
        }
      }
    }
  }

  /** A server may also lose a message, and never answer. */
  function answer(how: FromServer['type'] | 'never', count: number): void {
    receive()
    for (const each of unanswered.splice(0, count)) {
      if (how === 'never') continue
      if (how === 'ack') known.add(each)
      fake.socket.message(JSON.stringify({ type: how, key: each }))
    }
  }

  function stop(how: 'refused' | 'over', topic: string): void {
    receive()
    if (!isOpen() || !known.delete(topic)) return
    fake.socket.message(JSON.stringify({ type: how, key: topic }))
  }

  function open(): void {
    if (fake.phase !== 'connecting') return
    known = new Set()
    unanswered = []
    read = 0
    fake.socket.open()
  }

  async function advance(ms: number): Promise<void> {
    fake.advance(ms)
    vi.advanceTimersByTime(ms)
    await settled()
  }

  function sign(isFailing: boolean): void {
    const next = signatures.shift()
    if (isFailing) next?.reject(new Error('signature'))
    else next?.resolve()
  }

  function lose(): void {
    if (isOpen()) fake.socket.closeWith(1006)
  }

  async function run(each: Step): Promise<void> {
    if (each.do === 'retain') holds.get(each.key)!.push(channelOf(each.key).retain())
    else if (each.do === 'release') holds.get(each.key)!.pop()?.()
    else if (each.do === 'answer') answer(each.how, each.count)
    else if (each.do === 'advance') await advance(each.ms)
    else if (each.do === 'sign') sign(each.isFailing)
    else if (each.do === 'open') open()
    else if (each.do === 'lose') lose()
    else if (each.do === 'resubscribe') channelOf(each.key).resubscribe()
    else stop(each.do === 'fail' ? 'refused' : 'over', each.key)
    await settled()
    const status = channelOf(KEYS[0]!).getSnapshot().status
    if (!isOpen() && status === 'subscribed') throw new Error('subscribed without a socket')
  }

  /** The server confirms everything, and time passes. */
  async function settle(): Promise<void> {
    for (let i = 0; i < 60; i++) {
      if (!isOpen()) fake.connection.connect()
      open()
      while (signatures.length > 0) sign(false)
      await settled()
      answer('ack', 9)
      await advance(1000)
    }
  }

  return { fake, holds, run, settle, channelOf, known: () => known }
}

it('after any schedule each channel in use is subscribed or ended, and the server knows no other subscription', async () => {
  await holdsAsync(
    fc.asyncProperty(settings, fc.array(step, { minLength: 5, maxLength: 60 }), async (given, steps) => {
      vi.spyOn(Math, 'random').mockReturnValue(0.5)
      const { fake, holds, run, settle, channelOf, known } = start(given)
      fake.connection.connect()
      for (const each of steps) await run(each)
      await settle()
      for (const [topic, releases] of holds) {
        const { status } = channelOf(topic).getSnapshot()
        if (releases.length === 0) expect([topic, status, known().has(topic)]).toEqual([topic, 'idle', false])
        else expect([topic, ['subscribed', 'ended'], known().has(topic)]).toEqual([topic, expect.arrayContaining([status]), status === 'subscribed'])
      }
      for (const releases of holds.values()) for (const release of releases) release()
      await settle()
      expect([...known()]).toEqual([])
      expect(vi.getTimerCount()).toBe(0)
      fake.connection.dispose()
      vi.restoreAllMocks()
    }),
  )
}, PROPERTY_TIMEOUT_MS)
