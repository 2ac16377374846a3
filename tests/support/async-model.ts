import fc from 'fast-check'
import type { HandshakeIO } from '../../src/core/vocabulary/options'
import { settled } from './fake-connection'
import { ENGINES, type Engine } from './fake-socket'
import { actionsOf, createWorld, type Action, type ActionName, type World } from './model'
import { holdsAsync } from './property'

export const TIMEOUTS = { connectTimeoutMs: 700, handshakeTimeoutMs: 500 }

const URLS = ['wss://host.test/', 'wss://other.test/?ticket=1', 'no url at all']

/** The actions of the model, and two more: the url function or the handshake settles. `which` picks one of the calls so far. */
export type AsyncAction =
  | Action
  | { readonly do: 'answer-url'; readonly which: number; readonly url: string | null }
  | { readonly do: 'shake'; readonly which: number; readonly how: 'receive' | 'send' | 'done' | 'fail' | 'fatal' }

const answer: fc.Arbitrary<AsyncAction> = fc.record({
  do: fc.constant('answer-url' as const),
  which: fc.oneof(fc.constant(0), fc.nat(5)),
  url: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...URLS.slice(0, 2)) }, fc.constant(URLS[2]!), fc.constant(null)),
})
const shake: fc.Arbitrary<AsyncAction> = fc.record({
  do: fc.constant('shake' as const),
  which: fc.oneof(fc.constant(0), fc.nat(5)),
  how: fc.constantFrom('receive' as const, 'receive' as const, 'send' as const, 'done' as const, 'done' as const, 'fail' as const, 'fatal' as const),
})

/** A call of the url function or of the handshake. The connection waits for its result. */
interface PendingCall<T> {
  readonly signal: AbortSignal
  isSettled: boolean
  readonly io: T
  resolve(value: string): void
  reject(error: unknown): void
}

export interface AsyncWorld extends Omit<World, 'apply'> {
  /** Each call of the url function. */
  readonly urls: readonly PendingCall<null>[]
  /** Each call of the handshake. */
  readonly handshakes: readonly PendingCall<HandshakeIO<string, string>>[]
  /** What handshakes received, in order. */
  readonly received: readonly string[]
  /** Whether the action settles a call whose attempt was abandoned before. */
  isLate(action: AsyncAction): boolean
  apply(action: AsyncAction): Promise<void>
}

export interface AsyncOptions {
  readonly engine: Engine
  readonly seed: number
  readonly lingerMs: number
}

function createAsyncWorld(options: AsyncOptions): AsyncWorld {
  const urls: PendingCall<null>[] = []
  const handshakes: PendingCall<HandshakeIO<string, string>>[] = []
  const received: string[] = []

  function addCall<T>(calls: PendingCall<T>[], io: T, signal: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => calls.push({ signal, isSettled: false, io, resolve, reject }))
  }

  const world = createWorld({
    ...options,
    ...TIMEOUTS,
    url: ({ signal }) => addCall(urls, null, signal),
    handshake: async (io) => void (await addCall(handshakes, io, io.signal)),
  })

  /** Number 0 is the newest call. */
  const pick = <T>(calls: readonly T[], which: number) => calls.at(-1 - (which % Math.max(1, calls.length)))

  function callOf(action: AsyncAction): PendingCall<unknown> | undefined {
    if (action.do === 'answer-url') return pick(urls, action.which)
    return action.do === 'shake' ? pick(handshakes, action.which) : undefined
  }

  function stepHandshake({ which, how }: AsyncAction & { do: 'shake' }): void {
    const call = pick(handshakes, which)
    if (!call || call.isSettled) return
    if (how === 'receive') call.io.receive().then((message) => received.push(message), () => {})
    else if (how === 'send') call.io.send('hello')
    else {
      call.isSettled = true
      if (how === 'done') call.resolve('')
      else call.reject(Object.assign(new Error('no'), { fatal: how === 'fatal' }))
    }
  }

  async function apply(action: AsyncAction): Promise<void> {
    if (action.do === 'shake') stepHandshake(action)
    else if (action.do === 'answer-url') {
      const call = pick(urls, action.which)
      if (call) call.isSettled = true
      if (action.url === null) call?.reject(new Error('no'))
      else call?.resolve(action.url)
    } else world.apply(action)
    await settled()
  }

  const isLate = (action: AsyncAction) => callOf(action)?.signal.aborted ?? false
  // Copy the getters, not their current values.
  return Object.defineProperties({} as AsyncWorld, {
    ...Object.getOwnPropertyDescriptors(world),
    ...Object.getOwnPropertyDescriptors({ urls, handshakes, received, apply, isLate }),
  })
}

/** Checks `property` on connections whose url function and handshake settle at random times and in random ways. */
export function forAllAsyncWorlds(
  property: (world: AsyncWorld, actions: readonly AsyncAction[]) => Promise<void>,
  weights: Partial<Record<ActionName, number>> = {},
): Promise<void> {
  const options = fc.record({
    engine: fc.constantFrom(...ENGINES),
    seed: fc.nat(),
    lingerMs: fc.constantFrom(0, 1000),
  })
  const action = fc.oneof(
    { weight: 5, arbitrary: actionsOf({ sleep: 0, ...weights }, 4) },
    { weight: 2, arbitrary: answer.map((each) => [each]) },
    { weight: 2, arbitrary: shake.map((each) => [each]) },
    // The steps to an open connection. Random actions would rarely find them.
    {
      weight: 1,
      arbitrary: fc.constant<AsyncAction[]>([
        { do: 'retain' },
        { do: 'answer-url', which: 0, url: URLS[0]! },
        { do: 'open' },
      ]),
    },
  )
  const actions = fc.array(action, { maxLength: 14, size: 'max' }).map((groups) => groups.flat() as AsyncAction[])
  return holdsAsync(fc.asyncProperty(options, actions, (given, sequence) => property(createAsyncWorld(given), sequence)))
}
