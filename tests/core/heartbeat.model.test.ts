import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createFakeConnection } from '../support/fake-connection'
import { holds } from '../support/property'

const INTERVAL_MS = 4000

type Step = { readonly advanceMs: number } | { readonly frame: string } | { readonly signal: 'visible' | 'offline' | 'online' }

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.nat(6000).map((advanceMs): Step => ({ advanceMs })) },
    { weight: 2, arbitrary: fc.constantFrom('pong', 'news').map((frame): Step => ({ frame })) },
    { weight: 1, arbitrary: fc.constantFrom('visible' as const, 'offline' as const, 'online' as const).map((signal): Step => ({ signal })) },
  ),
  { maxLength: 40 },
)

const timeouts = fc.constantFrom(1000, 9000, Infinity)

it('invariant 27: the time between pings is never longer than the interval while the socket is open', () => {
  holds(
    fc.property(steps, timeouts, fc.boolean(), (history, timeoutMs, isAnswering) => {
      const fake = createFakeConnection({ heartbeat: { intervalMs: INTERVAL_MS, timeoutMs } })
      const socket = fake.open()
      let sentAt = fake.host.clock.now()
      socket.send = (data: unknown) => {
        if (data !== 'ping') return
        expect(fake.host.clock.now() - sentAt).toBeLessThanOrEqual(INTERVAL_MS)
        sentAt = fake.host.clock.now()
        if (isAnswering) socket.message('pong')
      }
      for (const step of history) {
        if ('frame' in step) socket.message(step.frame)
        else if ('signal' in step) fake.host.signal(step.signal)
        else fake.advance(step.advanceMs)
        if (fake.sockets.length > 1 || fake.phase !== 'open') break
        expect(fake.host.clock.now() - sentAt).toBeLessThanOrEqual(INTERVAL_MS)
      }
      // A server that answers every ping keeps its socket. So does any server with a timeout of Infinity.
      if (isAnswering || timeoutMs === Infinity) expect(fake.sockets).toHaveLength(1)
      fake.connection.dispose()
    }),
  )
})
