import { describe, expect, it } from 'vitest'
import { forAllAsyncWorlds, TIMEOUTS } from '../support/async-model'
import { PROPERTY_TIMEOUT_MS } from '../support/property'

const property = (name: string, check: () => Promise<void>) => it(name, check, PROPERTY_TIMEOUT_MS)

const LIMITS: Record<string, number> = {
  resolving: TIMEOUTS.connectTimeoutMs,
  connecting: TIMEOUTS.connectTimeoutMs,
  readying: TIMEOUTS.handshakeTimeoutMs,
}

describe('a slow url function and a slow handshake', () => {
  property('invariant 2: a result that comes after its attempt was abandoned changes nothing and is not sent', () =>
    forAllAsyncWorlds(
      async (world, actions) => {
        for (const action of actions) {
          const isLate = world.isLate(action)
          const observe = () => ({
            snapshot: world.connection.getSnapshot(),
            emitted: world.log.length + world.phases.length,
            dials: world.sockets.length,
            sent: world.sockets.map(({ sent }) => sent.length),
          })
          const before = observe()
          await world.apply(action)
          if (isLate) expect(observe()).toEqual(before)
        }
      },
      { reconnect: 4 },
    ))

  property('invariant 6: each part of an attempt ends within its timeout', () =>
    forAllAsyncWorlds(async (world, actions) => {
      let phase = 'idle'
      let since = 0
      let urlCalls = 0
      const check = () => {
        const now = world.host.clock.now()
        // Two attempts in sequence can be in the same phase.
        const isNext = world.connection.getSnapshot().phase !== phase || world.urls.length !== urlCalls
        if (phase in LIMITS) expect(now - since, phase).toBeLessThanOrEqual(LIMITS[phase]!)
        if (isNext) since = now
        phase = world.connection.getSnapshot().phase
        urlCalls = world.urls.length
      }
      world.connection.on('state', check)
      for (const action of actions) {
        await world.apply(action)
        check()
      }
      expect(world.host.clock.reported).toEqual([])
    }))

  property('invariant 8: after a listener disconnects, the listeners get no message and nothing dials', () =>
    forAllAsyncWorlds(
      async (world, actions) => {
        let quiet: { dials: number; messages: number } | null = null
        const countMessages = () => world.log.filter((entry) => entry.startsWith('message')).length
        const observe = () => ({ dials: world.sockets.length, messages: countMessages() })
        const events = ['state', 'open', 'close', 'error'] as const
        let calls = 0
        const disconnect = () => {
          if (++calls % 3 !== world.options.seed % 3) return
          world.connection.disconnect()
          quiet ??= observe()
        }
        world.connection.on(events[world.options.seed % 4]!, disconnect)
        for (const action of actions) {
          if (action.do === 'connect' || action.do === 'reconnect') quiet = null
          await world.apply(action)
          if (quiet) expect(observe()).toEqual(quiet)
        }
        expect(world.host.clock.reported).toEqual([])
      },
      { message: 10, disconnect: 0, open: 8 },
    ))

  property('invariant 14: the handshake or the subscribers get each early message, once and in order', () =>
    forAllAsyncWorlds(
      async (world, actions) => {
        const asNumbers = (messages: readonly string[]) => messages.map((message) => message.split(':').map(Number))
        const isInOrder = (messages: readonly string[]) =>
          expect(asNumbers(messages)).toEqual(asNumbers(messages).toSorted(([a, b], [c, d]) => a! - c! || b! - d!))
        for (const action of actions) await world.apply(action)
        const delivered = world.log.filter((entry) => entry.startsWith('message ')).map((entry) => entry.slice('message '.length))
        isInOrder(delivered)
        isInOrder(world.received)
        const all = [...delivered, ...world.received]
        expect(new Set(all).size).toBe(all.length)
        expect(all).not.toContain('ghost')
      },
      { message: 10, open: 8, stale: 3 },
    ))

  property('invariant 21: one call of the url function at a time, one for each attempt, whatever the demand', () =>
    forAllAsyncWorlds(
      async (world, actions) => {
        for (const action of actions) {
          const before = world.urls.length
          const wasResolving = world.phase === 'resolving'
          await world.apply(action)
          const open = world.urls.filter(({ signal, isSettled }) => !signal.aborted && !isSettled)
          expect(open.length).toBe(world.phase === 'resolving' ? 1 : 0)
          // While a call is pending, neither more demand nor `connect()` starts another call.
          if (wasResolving && (action.do === 'retain' || action.do === 'connect')) expect(world.urls.length).toBe(before)
        }
        expect(world.handshakes.length).toBeLessThanOrEqual(world.sockets.length)
        expect(world.sockets.length).toBeLessThanOrEqual(world.urls.length)
      },
      { retain: 8, connect: 4 },
    ))
})
