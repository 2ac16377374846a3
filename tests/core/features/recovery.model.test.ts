import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { channel, recovery, type LoadResult } from 'websocket-store'
import { holdsAsync, PROPERTY_TIMEOUT_MS } from '../../support/property'
import { settled } from '../../support/fake-connection'
import { advance, BookKeeper, BookServer, connectTo, protocol, type FromServer, type ServerSettings } from './support/book-server'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

const fault = fc.constantFrom('none' as const, 'none' as const, 'none' as const, 'lost' as const, 'twice' as const, 'late' as const)
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('change' as const), level: fc.nat(3), amount: fc.nat(9), fault }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('answer' as const), isRefusing: fc.nat(9).map((n) => n === 0), faults: fc.array(fault, { maxLength: 4 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('load' as const), isFailing: fc.nat(3).map((n) => n === 0), staleBy: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.nat(2500) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('flush' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lose' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('open' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('join' as const, 'leave' as const), keeper: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('resubscribe' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const settings = fc.record({
  saysVerdict: fc.boolean(),
  replaysFirst: fc.boolean(),
  kept: fc.constantFrom(0, 2, 100),
  isLoaded: fc.boolean(),
})

interface Load {
  readonly signal: { readonly aborted: boolean }
  resolve(result: LoadResult<FromServer, number>): void
  reject(error: unknown): void
}

function start({ isLoaded, ...given }: ServerSettings & { readonly isLoaded: boolean }) {
  const server = new BookServer(given)
  const loads: Load[] = []
  const load = (_key: string, { signal }: { readonly signal: Load['signal'] }) =>
    new Promise<LoadResult<FromServer, number>>((resolve, reject) => loads.push({ signal, resolve, reject }))
  const fake = connectTo({
    ...protocol,
    recovery: recovery<FromServer, number>({
      verdictOf: (ack) => (ack.type === 'ack' ? ack.verdict : undefined),
      isGap: (position, previous) => position !== previous + 1,
      ...(isLoaded && { load }),
    }),
  })
  const book = channel(fake.connection, 'book')
  const keepers = [0, 1, 2].map(() => ({ seat: new BookKeeper(isLoaded), leave: null as (() => void) | null, all: [] as BookKeeper[] }))

  /** A load may also end after it was aborted. */
  function endLoad(isFailing: boolean, staleBy: number): void {
    const next = loads.shift()
    if (isFailing) next?.reject(new Error('load'))
    else next?.resolve({ messages: [server.bookAt(Math.max(0, server.seq - staleBy))] })
  }

  function open(): void {
    if (fake.phase !== 'connecting') return
    fake.socket.open()
    server.opened(fake.socket)
  }

  function lose(): void {
    if (fake.phase === 'open') fake.socket.closeWith(1006)
  }

  async function run(each: Step): Promise<void> {
    if (each.do === 'change') server.change(each.level, each.amount, each.fault)
    else if (each.do === 'answer') server.answer(each.isRefusing, each.faults)
    else if (each.do === 'load') endLoad(each.isFailing, each.staleBy)
    else if (each.do === 'flush') server.flush()
    else if (each.do === 'lose') lose()
    else if (each.do === 'open') open()
    else if (each.do === 'resubscribe') book.resubscribe()
    else if (each.do === 'advance') await advance(fake, each.ms)
    else {
      const keeper = keepers[each.keeper]!
      if (each.do === 'join' && !keeper.leave) {
        keeper.seat = new BookKeeper(isLoaded)
        keeper.all.push(keeper.seat)
        keeper.leave = keeper.seat.follow(book)
      } else if (each.do === 'leave') {
        keeper.leave?.()
        keeper.leave = null
      }
    }
    await settled()
  }

  /** The faults end: the server answers, loads succeed, and time passes. */
  async function settle(): Promise<void> {
    for (let i = 0; i < 12; i++) {
      if (fake.phase !== 'open') fake.connection.connect()
      open()
      server.answer(false, [])
      server.flush()
      await settled()
      while (loads.length > 0) endLoad(false, 0)
      await settled()
      server.change(0, i, 'none')
      await advance(fake, 1500)
    }
  }

  return { fake, server, book, keepers, run, settle, isDone: () => loads.every(({ signal }) => signal.aborted) }
}

it('invariant 28: each subscriber sees a state and every later message once, in order, or a gap, and no channel is stuck', async () => {
  await holdsAsync(
    fc.asyncProperty(settings, fc.array(step, { minLength: 5, maxLength: 60 }), async (given, steps) => {
      vi.spyOn(Math, 'random').mockReturnValue(0.5)
      const { fake, server, book, keepers, run, settle, isDone } = start(given)
      for (const keeper of [0, 1]) await run({ do: 'join', keeper })
      fake.connection.connect()
      for (const each of steps) await run(each)
      await run({ do: 'join', keeper: 2 })
      await settle()
      expect(keepers.flatMap(({ all }) => all.flatMap(({ problems }) => problems))).toEqual([])
      expect(book.getSnapshot()).toMatchObject({ status: 'subscribed', error: null })
      expect(isDone()).toBe(true)
      if (given.isLoaded) {
        const expected = Object.fromEntries(server.bookAt(server.seq).levels)
        for (const { seat, leave } of keepers) if (leave && seat.hasBook) expect(Object.fromEntries(seat.levels)).toEqual(expected)
      }
      fake.connection.dispose()
      vi.clearAllTimers()
      vi.restoreAllMocks()
    }),
  )
}, PROPERTY_TIMEOUT_MS)
