import { ABNORMAL_CLOSE } from '../../src/core/policy/close-code'
import { decideReconnect } from '../../src/core/policy/reconnect'
import { settingsOf } from '../../tests/support/settings'
import type { Policy } from './simulate'

const { reconnect, connectTimeoutMs } = settingsOf({})

/** The policy of this library, with its default options. */
export const ours: Policy = {
  name: 'websocket-store',
  connectTimeoutMs,
  delayMs(attempt, random) {
    const attemptResult = { close: ABNORMAL_CLOSE, error: null, attempt, refreshed: false }
    return decideReconnect(attemptResult, reconnect, random).delayMs
  },
}

const fixed = (name: string, delayMs: number, tries = Infinity): Policy => ({
  name,
  connectTimeoutMs: Infinity,
  delayMs: (failures) => (failures < tries ? delayMs : null),
})

/** For two libraries: the delay grows by 1.3 up to 10 s. A client chooses its first delay once, when it loads. */
const growing = (name: string, firstMs: (client: number) => number): Policy => ({
  name,
  connectTimeoutMs: 4000,
  delayMs: (failures, _random, client) => Math.min(10_000, firstMs(client) * 1.3 ** failures),
})

/** A number in [0, 1) that is constant for a client, uniformly distributed over the clients (a Weyl sequence). */
const traitOf = (client: number): number => (client * 0.618_033_988_749_895) % 1

const plainExponential: Policy = {
  name: 'exponential, no jitter',
  connectTimeoutMs: 10_000,
  delayMs: (failures) => Math.min(30_000, 1000 * 2 ** failures),
}

/** The other libraries as published, with their default options. Reconnecting is enabled where it is off by default. */
export const others: readonly Policy[] = [
  fixed('VueUse 15.0.0', 1000),
  fixed('ahooks 3.11.0', 3000, 3),
  fixed('react-use-websocket 4.13.0', 5000, 20),
  growing('partysocket 1.3.0', () => 3000),
  growing('reconnecting-websocket 4.4.0', (client) => 1000 + 4000 * traitOf(client)),
  plainExponential,
]
