import { describe, expect, it } from 'vitest'
import { ConnectionError } from '../../../src/core/vocabulary/errors'
import type { ReconnectOptions } from '../../../src/core/vocabulary/options'
import { decideReconnect, type EndedAttempt } from '../../../src/core/policy/reconnect'
import { RECONNECT } from '../../../src/core/policy/defaults'

const ended = (code: number, more: Partial<EndedAttempt> = {}): EndedAttempt => ({
  close: { code, reason: '', wasClean: false },
  error: null,
  attempt: 0,
  refreshed: false,
  ...more,
})
const decide = (attempt: EndedAttempt, options: ReconnectOptions | false = {}, random = 0.5) =>
  decideReconnect(attempt, options && { ...RECONNECT, ...options }, random)

describe('the decision to dial again', () => {
  it('retries an ordinary loss after the backoff of the attempt', () => {
    expect(decide(ended(1006))).toMatchObject({ delayMs: 500, refreshed: false })
    expect(decide(ended(1006, { attempt: 1 }))).toMatchObject({ delayMs: 1500, refreshed: false })
  })

  it.each([1012, 1013])('waits longer after %i than after an ordinary loss', (code) => {
    for (const attempt of [0, 1, 2]) {
      const [later, ordinary] = [decide(ended(code, { attempt })), decide(ended(1006, { attempt }))]
      expect(later).toMatchObject({ delayMs: expect.any(Number) as number })
      expect(later.delayMs).toBeGreaterThan(ordinary.delayMs!)
    }
  })

  it('does not retry after a fatal code, and shows the code and the fix in the error', () => {
    const decision = decide(ended(1008))
    expect(decision).toMatchObject({ delayMs: null, error: { code: 'closed', fatal: true } })
    expect(decision.error?.message).toMatch(/connect\(\).*1008/)
  })

  it('does not show the close reason, because the server wrote it', () => {
    const decision = decide(ended(1008, { close: { code: 1008, reason: 'secret', wasClean: true } }))
    expect(JSON.stringify(decision) + String(decision.error?.message)).not.toContain('secret')
  })

  it('retries once for fresh credentials, then stops', () => {
    expect(decide(ended(4401))).toMatchObject({ refreshed: true })
    expect(decide(ended(4401, { refreshed: true }))).toMatchObject({ delayMs: null, error: { code: 'closed' } })
  })

  it('keeps the refreshed flag across ordinary losses', () => {
    expect(decide(ended(1006, { refreshed: true }))).toMatchObject({ refreshed: true })
  })

  it('does not retry when reconnect is false', () => {
    const error = new ConnectionError('connect-failed', 'why')
    expect(decide(ended(1006, { error }), false)).toEqual({ delayMs: null, error, refreshed: false })
  })

  it('does not retry after a fatal error, and calls no option', () => {
    const error = new ConnectionError('invalid-url', 'why', { fatal: true })
    const shouldReconnect = () => true
    expect(decide(ended(1006, { error }), { shouldReconnect })).toEqual({ delayMs: null, error, refreshed: false })
  })
})

describe('options of `reconnect`', () => {
  it.each([
    [0, 0],
    [1, 1],
    [3, 3],
  ])('maxAttempts %i allows %i retries', (maxAttempts, retries) => {
    const delays = [0, 1, 2, 3, 4].map((attempt) => decide(ended(1006, { attempt }), { maxAttempts }).delayMs)
    expect(delays.filter((delayMs) => delayMs !== null)).toHaveLength(retries)
  })

  it('shows the number of attempts when they are exhausted, with the last failure as the cause', () => {
    const cause = new ConnectionError('connect-timeout', 'why')
    const decision = decide(ended(1006, { attempt: 2, error: cause }), { maxAttempts: 2 })
    expect(decision).toMatchObject({ delayMs: null, error: { code: 'attempts-exhausted', fatal: true, cause } })
    expect(decision.error?.message).toContain('(3)')
  })

  it('delay replaces the formula and gets the attempt and the close', () => {
    const calls: unknown[] = []
    const delay = (...args: unknown[]) => {
      calls.push(args)
      return 0
    }
    expect(decide(ended(1013, { attempt: 4 }), { delay })).toMatchObject({ delayMs: 0 })
    expect(calls).toEqual([[4, { code: 1013, reason: '', wasClean: false }]])
  })

  it.each([NaN, Infinity, -1, undefined, null, '5'])('a delay of %s uses the formula instead', (nonsense) => {
    expect(decide(ended(1006), { delay: () => nonsense as number })).toMatchObject({ delayMs: 500 })
  })

  it('shouldReconnect overrides the close classes in both directions', () => {
    expect(decide(ended(1008), { shouldReconnect: () => true })).toMatchObject({ delayMs: expect.any(Number) as number })
    expect(decide(ended(1006), { shouldReconnect: () => false })).toMatchObject({ delayMs: null })
    expect(decide(ended(4401, { refreshed: true }), { shouldReconnect: () => true })).toMatchObject({ delayMs: expect.any(Number) as number })
  })

  it("stops without an error when classifyClose returns 'done'", () => {
    const error = new ConnectionError('handshake-failed', 'why')
    for (const attempt of [ended(4000), ended(4000, { error })])
      expect(decide(attempt, { classifyClose: () => 'done' })).toEqual({ delayMs: null, error: null, refreshed: false })
  })

  it('classifyClose overrides single codes and keeps the others', () => {
    const options: ReconnectOptions = { classifyClose: ({ code }) => (code === 4000 ? 'fatal' : undefined) }
    expect(decide(ended(4000), options)).toMatchObject({ delayMs: null })
    expect(decide(ended(4001), options)).toMatchObject({ delayMs: expect.any(Number) as number })
    expect(decide(ended(1008), options)).toMatchObject({ delayMs: null })
  })

  it('minDelayMs and maxDelayMs limit the formula', () => {
    const options = { minDelayMs: 100, maxDelayMs: 200 }
    expect(decide(ended(1006, { attempt: 9 }), options, 0)).toMatchObject({ delayMs: 100 })
    expect(decide(ended(1006, { attempt: 9 }), options, 0.9999)).toMatchObject({ delayMs: expect.closeTo(200, 0) as number })
  })
})

describe('reconnect: false', () => {
  it('still shows the error of a fatal close', () => {
    expect(decide(ended(1008), false)).toMatchObject({ delayMs: null, error: { code: 'closed' } })
  })

  it('shows no error after an ordinary close by the server', () => {
    expect(decide(ended(1000), false)).toEqual({ delayMs: null, error: null, refreshed: false })
  })
})
