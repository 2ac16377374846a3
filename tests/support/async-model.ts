import fc from 'fast-check'
import type { HandshakeIO } from '../../src/core/vocabulary/options'
import { settled } from './fake-connection'
import { ENGINES, type Engine } from './fake-socket'
import { actionsOf, createWorld, type Action, type ActionName, type World } from './model'
import { holdsAsync } from './property'

export const TIMEOUTS = { connectTimeoutMs: 700, handshakeTimeoutMs: 500 }

const URLS = ['wss://host.test/', 'wss://other.test/?ticket=1', 'no url at all']

/** What may happen besides: the url function or the handshake comes to an end. Numbers pick one that was ever begun. */
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

/** Something the connection asked for and waits for. */
interface Question<T> {
  readonly signal: AbortSignal
  isAnswered: boolean
  readonly io: T
  resolve(value: string): void
  reject(error: unknown): void
}

export interface AsyncWorld extends Omit<World, 'apply'> {
  /** Each call of the url function. */
  readonly urls: readonly Question<null>[]
  /** Each call of the handshake. */
  readonly handshakes: readonly Question<HandshakeIO<string, string>>[]
  /** What handshakes received, in order. */
  readonly received: readonly string[]
  /** Of a question that the action answers: whether its attempt was given up before. */
  isLate(action: AsyncAction): boolean
  apply(action: AsyncAction): Promise<void>
}

export interface AsyncOptions {
  readonly engine: Engine
  readonly seed: number
  readonly lingerMs: number
}

function createAsyncWorld(options: AsyncOptions): AsyncWorld {
  const urls: Question<null>[] = []
  const handshakes: Question<HandshakeIO<string, string>>[] = []
  const received: string[] = []

  function ask<T>(questions: Question<T>[], io: T, signal: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => questions.push({ signal, isAnswered: false, io, resolve, reject }))
  }

  const world = createWorld({
    ...options,
    ...TIMEOUTS,
    url: ({ signal }) => ask(urls, null, signal),
    handshake: async (io) => void (await ask(handshakes, io, io.signal)),
  })

  /** The newest is number 0. */
  const pick = <T>(questions: readonly T[], which: number) => questions.at(-1 - (which % Math.max(1, questions.length)))

  function question(action: AsyncAction): Question<unknown> | undefined {
    if (action.do === 'answer-url') return pick(urls, action.which)
    return action.do === 'shake' ? pick(handshakes, action.which) : undefined
  }

  function shakeHands({ which, how }: AsyncAction & { do: 'shake' }): void {
    const asked = pick(handshakes, which)
    if (!asked || asked.isAnswered) return
    if (how === 'receive') asked.io.receive().then((message) => received.push(message), () => {})
    else if (how === 'send') asked.io.send('hello')
    else {
      asked.isAnswered = true
      if (how === 'done') asked.resolve('')
      else asked.reject(Object.assign(new Error('no'), { fatal: how === 'fatal' }))
    }
  }

  async function apply(action: AsyncAction): Promise<void> {
    if (action.do === 'shake') shakeHands(action)
    else if (action.do === 'answer-url') {
      const asked = pick(urls, action.which)
      if (asked) asked.isAnswered = true
      if (action.url === null) asked?.reject(new Error('no'))
      else asked?.resolve(action.url)
    } else world.apply(action)
    await settled()
  }

  const isLate = (action: AsyncAction) => question(action)?.signal.aborted ?? false
  // What the world computes on demand, it goes on to compute.
  return Object.defineProperties({} as AsyncWorld, {
    ...Object.getOwnPropertyDescriptors(world),
    ...Object.getOwnPropertyDescriptors({ urls, handshakes, received, apply, isLate }),
  })
}

/** Checks `property` on connections whose url function and handshake answer when and how it happens. */
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
    // The way to an open connection, which chance would rarely find.
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
