import { describe, expect, it } from 'vitest'
import { forAllAsyncWorlds, TIMEOUTS } from '../support/async-model'
import { PROPERTY_TIMEOUT_MS } from '../support/property'

const property = (name: string, check: () => Promise<void>) => it(name, check, PROPERTY_TIMEOUT_MS)

const LIMITS: Record<string, number> = {
  resolving: TIMEOUTS.connectTimeoutMs,
  connecting: TIMEOUTS.connectTimeoutMs,
  readying: TIMEOUTS.handshakeTimeoutMs,
}

describe('a url function and a handshake that take their time', () => {
  property('invariant 2: what answers after its attempt was given up changes nothing and is not sent', () =>
    forAllAsyncWorlds(
      async (world, actions) => {
        for (const action of actions) {
          const isLate = world.isLate(action)
          const look = () => ({
            snapshot: world.connection.getSnapshot(),
            told: world.log.length + world.phases.length,
            dials: world.sockets.length,
            sent: world.sockets.map(({ sent }) => sent.length),
          })
          const before = look()
          await world.apply(action)
          if (isLate) expect(look()).toEqual(before)
        }
      },
      { reconnect: 4 },
    ))

  property('invariant 6: each part of an attempt ends within its timeout', () =>
    forAllAsyncWorlds(async (world, actions) => {
      let phase = 'idle'
      let since = 0
      let asked = 0
      const look = () => {
        const now = world.host.clock.now()
        // One attempt after the other may be in the same phase.
        const isNext = world.connection.getSnapshot().phase !== phase || world.urls.length !== asked
        if (phase in LIMITS) expect(now - since, phase).toBeLessThanOrEqual(LIMITS[phase]!)
        if (isNext) since = now
        phase = world.connection.getSnapshot().phase
        asked = world.urls.length
      }
      world.connection.on('state', look)
      for (const action of actions) {
        await world.apply(action)
        look()
      }
      expect(world.host.clock.reported).toEqual([])
    }))

  property('invariant 8: a listener that disconnects hears no message and causes no dial from then on', () =>
    forAllAsyncWorlds(
      async (world, actions) => {
        let quiet: { dials: number; messages: number } | null = null
        const heard = () => world.log.filter((entry) => entry.startsWith('message')).length
        const look = () => ({ dials: world.sockets.length, messages: heard() })
        const events = ['state', 'open', 'close', 'error'] as const
        let calls = 0
        const disconnect = () => {
          if (++calls % 3 !== world.options.seed % 3) return
          world.connection.disconnect()
          quiet ??= look()
        }
        world.connection.on(events[world.options.seed % 4]!, disconnect)
        for (const action of actions) {
          if (action.do === 'connect' || action.do === 'reconnect') quiet = null
          await world.apply(action)
          if (quiet) expect(look()).toEqual(quiet)
        }
        expect(world.host.clock.reported).toEqual([])
      },
      { message: 10, disconnect: 0, open: 8 },
    ))

  property('invariant 14: a message during the handshake is for the handshake or for the subscribers, once and in order', () =>
    forAllAsyncWorlds(
      async (world, actions) => {
        const asNumbers = (messages: readonly string[]) => messages.map((message) => message.split(':').map(Number))
        const isInOrder = (messages: readonly string[]) =>
          expect(asNumbers(messages)).toEqual(asNumbers(messages).toSorted(([a, b], [c, d]) => a! - c! || b! - d!))
        for (const action of actions) await world.apply(action)
        const told = world.log.filter((entry) => entry.startsWith('message ')).map((entry) => entry.slice('message '.length))
        isInOrder(told)
        isInOrder(world.received)
        const all = [...told, ...world.received]
        expect(new Set(all).size).toBe(all.length)
        expect(all).not.toContain('ghost')
      },
      { message: 10, open: 8, stale: 3 },
    ))

  property('invariant 21: one question at a time, asked once for each attempt, whoever wants the connection', () =>
    forAllAsyncWorlds(
      async (world, actions) => {
        for (const action of actions) {
          const before = world.urls.length
          const wasAsking = world.phase === 'resolving'
          await world.apply(action)
          const open = world.urls.filter(({ signal, isSettled }) => !signal.aborted && !isSettled)
          expect(open.length).toBe(world.phase === 'resolving' ? 1 : 0)
          // Neither more demand nor `connect()` asks again while the answer is awaited.
          if (wasAsking && (action.do === 'retain' || action.do === 'connect')) expect(world.urls.length).toBe(before)
        }
        expect(world.handshakes.length).toBeLessThanOrEqual(world.sockets.length)
        expect(world.sockets.length).toBeLessThanOrEqual(world.urls.length)
      },
      { retain: 8, connect: 4 },
    ))
})
