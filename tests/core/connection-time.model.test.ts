import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyCloseCode } from '../../src/core/policy/close-code'
import { criticalDistance, distanceFromUniform } from '../support/distribution'
import { createFakeConnection } from '../support/fake-connection'
import { actionsOf, forAllWorlds, runActions, type World } from '../support/model'
import { holds, PROPERTY_TIMEOUT_MS, seededRandom } from '../support/property'

const property = (name: string, check: () => void) => it(name, check, PROPERTY_TIMEOUT_MS)

/** Simulates a server that accepts, answers pings and closes, for `ms`. */
function advanceWithServer(world: World, ms: number): void {
  for (let left = ms; left > 0; left -= 1000) {
    for (const socket of world.sockets) {
      const { readyState, closeCalls, sent } = socket
      if (readyState === 0) socket.open()
      else if (readyState === 2 && closeCalls.length > 0) socket.answerClose()
      else if (readyState === 1 && sent.includes('ping')) {
        sent.splice(sent.indexOf('ping'), 1)
        socket.message('pong')
      }
    }
    world.advance(Math.min(1000, left))
  }
}

describe('time', () => {
  property('invariant 7: an open socket that becomes silent is replaced within interval plus timeout, whatever the signals', () => {
    const step = fc.oneof(
      fc.integer({ min: 1, max: 4000 }).map((ms) => ({ do: 'advance' as const, ms })),
      fc.constantFrom('online', 'offline', 'visible', 'hidden', 'resumed').map((name) => ({ do: 'signal' as const, name: name as 'online' })),
    )
    holds(
      fc.property(
        fc.constantFrom([20_000, 10_000], [4000, 9000], [10_000, 10_000], [1000, 500]),
        fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }),
        ([intervalMs, timeoutMs], steps) => {
          const fake = createFakeConnection({ heartbeat: { intervalMs: intervalMs!, timeoutMs: timeoutMs! } })
          const silent = fake.open()
          const since = fake.host.clock.now()
          for (const each of steps) {
            if (each.do === 'signal') fake.host.signal(each.name)
            else fake.advance(each.ms)
            const isOverdue = fake.host.clock.now() - since > intervalMs! + timeoutMs!
            if (isOverdue) expect(silent.isLive).toBe(false)
          }
        },
      ),
    )
  })

  property('a socket that answers every ping is never replaced, however late the timers are', () => {
    const step = fc.oneof(
      fc.nat(6000).map((ms) => ({ do: 'advance' as const, ms })),
      fc.nat(10_000_000).map((ms) => ({ do: 'sleep' as const, ms })),
      fc.constantFrom('online', 'offline', 'visible', 'hidden', 'resumed').map((name) => ({ do: 'signal' as const, name: name as 'online' })),
    )
    holds(
      fc.property(fc.constantFrom([20_000, 10_000], [4000, 9000], [2000, 10_000]), fc.array(step, { maxLength: 60, size: 'max' }), ([intervalMs, timeoutMs], steps) => {
        const fake = createFakeConnection({ heartbeat: { intervalMs: intervalMs!, timeoutMs: timeoutMs! } })
        const socket = fake.open()
        socket.send = () => socket.message('pong')
        for (const each of steps) {
          if (each.do === 'signal') fake.host.signal(each.name)
          else if (each.do === 'sleep') fake.host.clock.sleep(each.ms)
          else fake.advance(each.ms)
        }
        expect(fake.sockets).toHaveLength(1)
        expect(fake.phase).toBe('open')
      }),
    )
  })

  property('invariant 10: every retry waits at least the minimum and at most the maximum delay', () => {
    const ms = fc.integer({ min: 0, max: 120_000 })
    holds(
      fc.property(ms, ms, fc.nat(), fc.nat(30), (minDelayMs, maxDelayMs, seed, losses) => {
        const fake = createFakeConnection({ reconnect: { minDelayMs, maxDelayMs } })
        fake.host.clock.setRandom(seededRandom(seed))
        fake.connection.connect()
        for (let attempt = 0; attempt <= losses; attempt++) {
          fake.socket.fail()
          const delayMs = fake.connection.getSnapshot().retryAt! - fake.host.clock.now()
          expect(delayMs).toBeLessThanOrEqual(maxDelayMs)
          expect(delayMs).toBeGreaterThanOrEqual(attempt === 0 ? 0 : Math.min(minDelayMs, maxDelayMs))
          fake.advance(delayMs)
        }
        expect(fake.sockets).toHaveLength(losses + 2)
      }),
    )
  })

  it.each<[attempt: number, from: number, to: number]>([
    [0, 0, 1000],
    [1, 500, 2500],
    [4, 500, 16_500],
    [8, 500, 30_000],
  ])('invariant 10: the retries of many clients after attempt %i are spread evenly from %i to %i ms', (attempt, from, to) => {
    const random = seededRandom(attempt + 1)
    const delays = Array.from({ length: 1000 }, () => {
      const fake = createFakeConnection()
      fake.host.clock.setRandom(random)
      const delay = () => fake.connection.getSnapshot().retryAt! - fake.host.clock.now()
      fake.connection.connect()
      for (let i = 0; i < attempt; i++) {
        fake.socket.fail()
        fake.advance(delay())
      }
      fake.socket.fail()
      return delay()
    })
    expect(distanceFromUniform(delays, from, to)).toBeLessThan(criticalDistance(delays.length))
  })

  property('invariant 11: a server that accepts and then closes is dialled a limited number of times per minute', () => {
    const close = fc.record({ code: fc.constantFrom(1000, 1001, 1006, 1011, 1012, 1013, 4000), afterMs: fc.nat(9000) })
    holds(
      fc.property(fc.array(close, { minLength: 1, maxLength: 10, size: 'max' }), fc.option(fc.nat(), { nil: undefined }), (closes, seed) => {
        const fake = createFakeConnection()
        // Without a seed, use the worst case: every random number is 0.
        fake.host.clock.setRandom(seed === undefined ? 0 : seededRandom(seed))
        const dials: number[] = []
        let ended = 0
        fake.connection.on('state', ({ phase }) => {
          if (phase === 'connecting') dials.push(fake.host.clock.now())
        })
        fake.connection.connect()
        const end = fake.host.clock.now() + 300_000
        while (fake.host.clock.now() < end) {
          const { code, afterMs } = closes[ended % closes.length]!
          if (fake.phase === 'connecting') {
            fake.socket.open()
            fake.advance(afterMs)
            fake.socket.closeWith(code)
            ended++
          } else fake.advance(100)
        }
        const perMinute = dials.map((at) => dials.filter((other) => other >= at && other < at + 60_000).length)
        expect(Math.max(...perMinute)).toBeLessThanOrEqual(seed === undefined ? 122 : 40)
        expect(dials.length).toBeLessThanOrEqual(seed === undefined ? 602 : 90)
      }),
    )
  })

  property('invariant 12: after a fatal code there is no attempt; after any other code there is one', () => {
    holds(
      fc.property(fc.oneof(fc.nat(65_535), fc.integer({ min: 990, max: 1020 }), fc.integer({ min: 4390, max: 4510 })), (code) => {
        const fake = createFakeConnection()
        fake.open().closeWith(code)
        fake.advance(30_000)
        const isFatal = classifyCloseCode(code) === 'fatal'
        expect(fake.sockets).toHaveLength(isFatal ? 1 : fake.sockets.length)
        expect(fake.sockets.length > 1).toBe(!isFatal)
        expect(fake.connection.getSnapshot().error?.code === 'closed').toBe(isFatal)
      }),
    )
  })

  property('invariant 24: a jump of the clock leads to the same state as the same time without a jump', () => {
    forAllWorlds(
      (world, actions) => {
        const idling = world.again()
        for (const each of [world, idling]) {
          runActions(each, actions)
          advanceWithServer(each, 3000)
        }
        const jumpMs = 600_000
        world.host.clock.sleep(jumpMs)
        advanceWithServer(idling, jumpMs)
        // A late timer is noticed within 5 s, not when it would have fired.
        for (const each of [world, idling]) advanceWithServer(each, 8000)
        expect(world.phase).toBe(idling.phase)
        for (const each of [world, idling]) advanceWithServer(each, 60_000)
        const summary = ({ connection }: World) => {
          const { phase, attempt, queued, error } = connection.getSnapshot()
          return { phase, attempt, queued, error: error?.code }
        }
        expect(summary(world)).toEqual(summary(idling))
        expect(world.network.live.length).toBe(idling.network.live.length)
      },
      { actions: actionsOf({ stale: 0, fail: 12, disconnect: 0 }, 20) },
    )
  })
})
