import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { json, recovery, type LoadResult } from 'websocket-store'
import type { ServedOptions } from '../../src/tabs/worker'
import { BookKeeper, BookServer, protocol, type FromServer, type ServerSettings } from '../core/features/support/book-server'
import { settled } from '../support/fake-connection'
import { holdsAsync, RUNS } from '../support/property'
import { createFakeTabs, type FakePage } from './support/fake-tabs'

// Small, so that random runs reach them.
vi.mock('../../src/tabs/protocol/limits', () => ({ MAX_KEPT: 4, MAX_KEPT_BYTES: 1000, READ_EVERY: 2, MAX_UNREAD: 12, PATIENCE_MS: 500 }))

// Random numbers and the clock are fixed here, so that two workers would use the same names.
vi.mock('../../src/tabs/protocol/unique-id', () => {
  let last = 0
  return { uniqueId: () => `unique-${++last}` }
})

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

const PAGES = 3
/** A run has up to 60 steps for three pages. */
const MAX_RUNS = process.env.FC_RUNS ? RUNS : 400
const page = fc.nat(PAGES - 1)
const fault = fc.constantFrom('none' as const, 'none' as const, 'none' as const, 'lost' as const, 'twice' as const, 'late' as const)
const step = fc.oneof(
  { weight: 9, arbitrary: fc.record({ do: fc.constant('change' as const), level: fc.nat(3), amount: fc.nat(9), fault }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('answer' as const), isRefusing: fc.nat(9).map((n) => n === 0), faults: fc.array(fault, { maxLength: 4 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('load' as const), isFailing: fc.nat(3).map((n) => n === 0), staleBy: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.nat(2500) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('flush' as const, 'lose' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('open' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('join' as const, 'leave' as const), page }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('sleep' as const, 'wake' as const, 'wake' as const), page }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('freeze' as const, 'thaw' as const), page }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), page }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), isLossy: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('resubscribe' as const), page }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

// Without positions nobody can see what is missing, repeated, or part of a state.
const settings = fc.record({
  saysVerdict: fc.boolean(),
  replaysFirst: fc.boolean(),
  kept: fc.constantFrom(0, 2, 100),
  isLoaded: fc.boolean(),
  hasPositions: fc.nat(3).map((n) => n > 0),
}).map(({ isLoaded, ...given }) => ({ ...given, isLoaded: isLoaded && given.hasPositions }))
type Settings = ServerSettings & { readonly isLoaded: boolean; readonly hasPositions: boolean }

interface Load {
  readonly signal: { readonly aborted: boolean }
  resolve(result: LoadResult<FromServer, number>): void
  reject(error: unknown): void
}

interface Seat {
  readonly page: FakePage
  keeper: BookKeeper
  leave: (() => void) | null
  /** The first user of the page: nobody has held the channel before. */
  isFirst: boolean
}

function start({ isLoaded, hasPositions, ...given }: Settings) {
  const server = new BookServer(given)
  const loads: Load[] = []
  const load = (_key: string, { signal }: { readonly signal: Load['signal'] }) =>
    new Promise<LoadResult<FromServer, number>>((resolve, reject) => loads.push({ signal, resolve, reject }))
  const channels = {
    ...protocol,
    ...(!hasPositions && { positionOf: undefined }),
    recovery: recovery<FromServer, number>({
      verdictOf: (ack) => (ack.type === 'ack' ? ack.verdict : undefined),
      ...(hasPositions && { isGap: (position: number, previous: number) => position !== previous + 1 }),
      ...(isLoaded && { load }),
    }),
  }
  const tabs = createFakeTabs(() => ({ codec: json(), channels, reconnect: { delay: () => 100 }, lingerMs: 10 }) as unknown as ServedOptions)
  const keepers: BookKeeper[] = []
  const seats: Seat[] = []

  function openPage(index: number): void {
    seats[index] = { page: tabs.openPage(), keeper: new BookKeeper(isLoaded), leave: null, isFirst: true }
    join(index)
  }

  function join(index: number): void {
    const seat = seats[index]!
    if (seat.leave) return
    seat.keeper = new BookKeeper(isLoaded, !seat.isFirst)
    keepers.push(seat.keeper)
    seat.leave = seat.keeper.follow(seat.page.channel as never)
  }

  function leave(index: number): void {
    const seat = seats[index]!
    seat.leave?.()
    seat.leave = null
    seat.isFirst = false
  }

  function endLoad(isFailing: boolean, staleBy: number): void {
    const next = loads.shift()
    if (isFailing) next?.reject(new Error('load'))
    else next?.resolve({ messages: [server.bookAt(Math.max(0, server.seq - staleBy))] })
  }

  function open(): void {
    const socket = tabs.network.sockets.at(-1)
    if (socket?.readyState !== 0) return
    socket.open()
    server.opened(socket)
  }

  async function settleNow(): Promise<void> {
    tabs.drain()
    await settled()
    tabs.drain()
  }

  async function run(each: Step): Promise<void> {
    switch (each.do) {
      case 'change':
        server.change(each.level, each.amount, hasPositions ? each.fault : 'none')
        break
      case 'answer':
        server.answer(each.isRefusing, hasPositions ? each.faults : [])
        break
      case 'load':
        endLoad(each.isFailing, each.staleBy)
        break
      case 'flush':
        server.flush()
        break
      case 'lose':
        tabs.network.sockets.at(-1)?.closeWith(1006)
        break
      case 'open':
        open()
        break
      case 'advance':
        vi.advanceTimersByTime(each.ms)
        break
      case 'restart':
        tabs.restartWorker(each.isLossy)
        break
      case 'join':
        join(each.page)
        break
      case 'leave':
        leave(each.page)
        break
      case 'resubscribe':
        seats[each.page]!.page.channel.resubscribe()
        break
      case 'sleep':
        seats[each.page]!.page.sleep()
        break
      case 'wake':
        seats[each.page]!.page.wake()
        break
      case 'freeze':
      case 'thaw':
        seats[each.page]!.page.isFrozen = each.do === 'freeze'
        break
      case 'crash':
        leave(each.page)
        seats[each.page]!.page.crash()
        openPage(each.page)
    }
    await settleNow()
  }

  /** The faults end: pages read, the server answers, loads succeed, and time passes. */
  async function settle(): Promise<void> {
    for (const [index, seat] of seats.entries()) {
      seat.page.isFrozen = false
      seat.page.wake()
      join(index)
    }
    for (let i = 0; i < 14; i++) {
      open()
      server.answer(false, [])
      server.flush()
      await settleNow()
      while (loads.length > 0) endLoad(false, 0)
      await settleNow()
      server.change(0, i, 'none')
      vi.advanceTimersByTime(1500)
      await settleNow()
    }
  }

  for (let index = 0; index < PAGES; index++) openPage(index)
  return { tabs, server, seats, keepers, run, settle, isDone: () => loads.every(({ signal }) => signal.aborted) }
}

it('each page gets each message of a channel once and in order, or a state, or the word that some were lost, and none waits for ever', async () => {
  await holdsAsync(
    fc.asyncProperty(settings, fc.array(step, { minLength: 5, maxLength: 60 }), async (given, steps) => {
      vi.spyOn(Math, 'random').mockReturnValue(0.5)
      const { tabs, server, seats, keepers, run, settle, isDone } = start(given)
      for (const each of steps) await run(each)
      await settle()
      expect(keepers.flatMap(({ problems }) => problems)).toEqual([])
      expect(seats.map(({ page: { channel } }) => channel.getSnapshot())).toMatchObject(seats.map(() => ({ status: 'subscribed', error: null })))
      expect(isDone()).toBe(true)
      if (given.isLoaded) {
        const expected = Object.fromEntries(server.bookAt(server.seq).levels)
        for (const { keeper, isFirst } of seats) {
          if (isFirst) expect(keeper.hasBook).toBe(true)
          if (keeper.hasBook) expect(Object.fromEntries(keeper.levels)).toEqual(expected)
        }
      }
      tabs.stop()
      vi.clearAllTimers()
      vi.restoreAllMocks()
    }),
    MAX_RUNS,
  )
}, 60_000 + MAX_RUNS * 200)
