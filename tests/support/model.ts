import fc from 'fast-check'
import type { ConnectionOptions } from '../../src/core/vocabulary/connection'
import type { LifecycleSignal } from '../../src/core/vocabulary/options'
import type { ConnectionUrl } from '../../src/core/vocabulary/events'
import { createFakeConnection, type FakeConnection } from './fake-connection'
import { ENGINES, type Engine, type FakeSocket } from './fake-socket'
import { holds, seededRandom } from './property'

/** Everything that can happen to a connection. `which` picks one of the existing items. */
export type Action =
  | { readonly do: 'retain' | 'connect' | 'disconnect' | 'reconnect' | 'dispose' | 'send' | 'open' | 'message' | 'fail' | 'answer' }
  | { readonly do: 'release'; readonly which: number }
  | { readonly do: 'close'; readonly code: number }
  | { readonly do: 'stale'; readonly which: number; readonly what: 'open' | 'message' | 'fail' | 'close' | 'tasks' }
  | { readonly do: 'signal'; readonly name: LifecycleSignal }
  | { readonly do: 'advance' | 'sleep'; readonly ms: number }

export type ActionName = Action['do']

const SIGNALS: readonly LifecycleSignal[] = ['online', 'offline', 'visible', 'hidden', 'frozen', 'resumed', 'restored']
const CODES = [1000, 1001, 1005, 1006, 1008, 1011, 1012, 1013, 3000, 4000, 4401, 4404, 4999]

const just = (name: ActionName) => fc.constant({ do: name } as Action)
const ms = fc.oneof(fc.constantFrom(0, 1, 16, 100, 500, 1000, 2000, 5000, 10_000, 30_000), fc.nat(20_000))

const KINDS: Record<ActionName, { readonly weight: number; readonly arbitrary: fc.Arbitrary<Action> }> = {
  retain: { weight: 4, arbitrary: just('retain') },
  release: { weight: 4, arbitrary: fc.nat(20).map((which) => ({ do: 'release', which })) },
  connect: { weight: 1, arbitrary: just('connect') },
  disconnect: { weight: 1, arbitrary: just('disconnect') },
  reconnect: { weight: 1, arbitrary: just('reconnect') },
  dispose: { weight: 0, arbitrary: just('dispose') },
  send: { weight: 3, arbitrary: just('send') },
  open: { weight: 6, arbitrary: just('open') },
  message: { weight: 4, arbitrary: just('message') },
  fail: { weight: 2, arbitrary: just('fail') },
  answer: { weight: 2, arbitrary: just('answer') },
  close: { weight: 2, arbitrary: fc.constantFrom(...CODES).map((code) => ({ do: 'close', code })) },
  stale: {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('stale' as const),
      which: fc.nat(20),
      what: fc.constantFrom('open' as const, 'message' as const, 'fail' as const, 'close' as const, 'tasks' as const),
    }),
  },
  signal: { weight: 3, arbitrary: fc.constantFrom(...SIGNALS).map((name) => ({ do: 'signal', name })) },
  advance: { weight: 8, arbitrary: ms.map((each) => ({ do: 'advance', ms: each })) },
  sleep: { weight: 1, arbitrary: ms.map((each) => ({ do: 'sleep', ms: each * 20 })) },
}

/** Sequences of actions. `weights` changes how often an action occurs; 0 excludes it. */
export function actionsOf(weights: Partial<Record<ActionName, number>> = {}, maxLength = 40): fc.Arbitrary<Action[]> {
  const kinds = (Object.keys(KINDS) as ActionName[]).map((name) => ({ ...KINDS[name], weight: weights[name] ?? KINDS[name].weight }))
  return fc.array(fc.oneof(...kinds.filter(({ weight }) => weight > 0)), { maxLength, size: 'max' })
}

export interface ModelOptions extends ConnectionOptions<string, string> {
  readonly engine: Engine
  readonly seed: number
  readonly url?: ConnectionUrl
}

/** Options that change what the machine does. The values are small, so runs reach every limit. */
export const optionsOf = (fixed: Partial<ModelOptions> = {}): fc.Arbitrary<ModelOptions> =>
  fc
    .record({
      engine: fc.constantFrom(...ENGINES),
      seed: fc.nat(),
      lingerMs: fc.constantFrom(0, 1000),
      closeTimeoutMs: fc.constantFrom(0, 2000),
      heartbeat: fc.constantFrom(false as const, { intervalMs: 20_000, timeoutMs: 10_000 }, { intervalMs: 4000, timeoutMs: 9000 }),
      reconnect: fc.constantFrom({}, { maxAttempts: 3 }, { stableAfterMs: 0 }, false as const),
      queue: fc.constantFrom({}, { maxMessages: 2 }, { maxMessages: 2, overflow: 'drop-oldest' as const }, { ttlMs: 3000 }),
    })
    .map((options) => ({ ...options, ...fixed }))

export interface World extends FakeConnection<string, string> {
  readonly options: ModelOptions
  /** One for each retain(); null once released. */
  readonly handles: ((() => void) | null)[]
  /** Results of send(), by message: `m0`, `m1`, … */
  readonly results: string[]
  /** Whether connect() or reconnect() added demand that no disconnect() has removed. */
  readonly isConnectWanted: boolean
  apply(action: Action): void
  /** Creates a new world with the same options and the same random numbers. */
  again(): World
}

export function createWorld(options: ModelOptions): World {
  const { seed, ...rest } = options
  const fake = createFakeConnection<string, string>(rest)
  const { connection, host, network } = fake
  host.clock.setRandom(seededRandom(seed))
  const handles: ((() => void) | null)[] = []
  const releases: (() => void)[] = []
  const results: string[] = []
  let isConnectWanted = false
  let messages = 0

  const current = () => connection.socket as FakeSocket | null
  const held = () => handles.filter((handle) => handle !== null).length

  function applyStale(socket: FakeSocket, what: string): void {
    if (what === 'open') socket.open()
    else if (what === 'message') socket.message('ghost')
    else if (what === 'fail') socket.fail()
    else if (what === 'close') socket.closeWith(1008)
    else socket.runTasks()
  }

  function apply(action: Action): void {
    switch (action.do) {
      case 'retain': {
        const index = handles.length
        const release = connection.retain()
        releases.push(() => {
          handles[index] = null
          release()
        })
        handles.push(release)
        return
      }
      case 'release':
        return releases[action.which % releases.length]?.()
      case 'connect':
        isConnectWanted = true
        return connection.connect()
      case 'disconnect':
        isConnectWanted = false
        return connection.disconnect()
      case 'reconnect':
        isConnectWanted ||= held() === 0
        return connection.reconnect()
      case 'dispose':
        return connection.dispose()
      case 'send':
        return void results.push(connection.send(`m${results.length}`))
      case 'open':
        return current()?.open()
      case 'message':
        return current()?.message(`${network.sockets.indexOf(current()!)}:${messages++}`)
      case 'fail':
        return current()?.fail()
      case 'answer':
        return current()?.closeCalls.length ? current()?.answerClose() : undefined
      case 'close':
        return current()?.closeWith(action.code)
      case 'stale': {
        const stale = network.sockets.filter((socket) => socket !== current())
        const socket = stale[action.which % stale.length]
        return socket && applyStale(socket, action.what)
      }
      case 'signal':
        return host.signal(action.name)
      case 'advance':
        return host.clock.advance(action.ms)
      case 'sleep':
        return host.clock.sleep(action.ms)
    }
  }

  return Object.defineProperties(
    { options, handles, results, apply, again: () => createWorld(options) },
    { ...Object.getOwnPropertyDescriptors(fake), isConnectWanted: { get: () => isConnectWanted } },
  ) as World
}

/** Checks `property` on random worlds and random actions. */
export function forAllWorlds(
  property: (world: World, actions: readonly Action[]) => void,
  given: { readonly actions?: fc.Arbitrary<Action[]>; readonly options?: Partial<ModelOptions> } = {},
): void {
  holds(fc.property(optionsOf(given.options), given.actions ?? actionsOf(), (options, actions) => property(createWorld(options), actions)))
}

/** Runs all actions and calls `check` after each. */
export function runActions(world: World, actions: readonly Action[], check: (action: Action) => void = () => {}): void {
  for (const action of actions) {
    world.apply(action)
    check(action)
  }
}
