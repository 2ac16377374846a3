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

describe('whether to dial again', () => {
  it('retries an ordinary loss after the backoff of that attempt', () => {
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

  it('gives up at a fatal code, naming it and the way out', () => {
    const decision = decide(ended(1008))
    expect(decision).toMatchObject({ delayMs: null, error: { code: 'closed', fatal: true } })
    expect(decision.error?.message).toMatch(/connect\(\).*1008/)
  })

  it('never quotes the reason of the close, which the server wrote', () => {
    const decision = decide(ended(1008, { close: { code: 1008, reason: 'secret', wasClean: true } }))
    expect(JSON.stringify(decision) + String(decision.error?.message)).not.toContain('secret')
  })

  it('asks for fresh credentials once, then gives up', () => {
    expect(decide(ended(4401))).toMatchObject({ refreshed: true })
    expect(decide(ended(4401, { refreshed: true }))).toMatchObject({ delayMs: null, error: { code: 'closed' } })
  })

  it('remembers a refresh across ordinary losses', () => {
    expect(decide(ended(1006, { refreshed: true }))).toMatchObject({ refreshed: true })
  })

  it('gives up without another word when reconnecting is off', () => {
    const error = new ConnectionError('connect-failed', 'why')
    expect(decide(ended(1006, { error }), false)).toEqual({ delayMs: null, error, refreshed: false })
  })

  it('gives up at a fatal error before asking any option', () => {
    const error = new ConnectionError('invalid-url', 'why', { fatal: true })
    const shouldReconnect = () => true
    expect(decide(ended(1006, { error }), { shouldReconnect })).toEqual({ delayMs: null, error, refreshed: false })
  })
})

describe('options of reconnecting', () => {
  it.each([
    [0, 0],
    [1, 1],
    [3, 3],
  ])('maxAttempts %i allows %i retries', (maxAttempts, retries) => {
    const delays = [0, 1, 2, 3, 4].map((attempt) => decide(ended(1006, { attempt }), { maxAttempts }).delayMs)
    expect(delays.filter((delayMs) => delayMs !== null)).toHaveLength(retries)
  })

  it('says how many attempts were made when they are used up, with the last failure as the cause', () => {
    const cause = new ConnectionError('connect-timeout', 'why')
    const decision = decide(ended(1006, { attempt: 2, error: cause }), { maxAttempts: 2 })
    expect(decision).toMatchObject({ delayMs: null, error: { code: 'attempts-exhausted', fatal: true, cause } })
    expect(decision.error?.message).toContain('(3)')
  })

  it('delay replaces the formula and is given the attempt and the close', () => {
    const asked: unknown[] = []
    const delay = (...args: unknown[]) => {
      asked.push(args)
      return 0
    }
    expect(decide(ended(1013, { attempt: 4 }), { delay })).toMatchObject({ delayMs: 0 })
    expect(asked).toEqual([[4, { code: 1013, reason: '', wasClean: false }]])
  })

  it.each([NaN, Infinity, -1, undefined, null, '5'])('a delay of %s falls back to the formula', (nonsense) => {
    expect(decide(ended(1006), { delay: () => nonsense as number })).toMatchObject({ delayMs: 500 })
  })

  it('shouldReconnect replaces the classes both ways', () => {
    expect(decide(ended(1008), { shouldReconnect: () => true })).toMatchObject({ delayMs: expect.any(Number) as number })
    expect(decide(ended(1006), { shouldReconnect: () => false })).toMatchObject({ delayMs: null })
    expect(decide(ended(4401, { refreshed: true }), { shouldReconnect: () => true })).toMatchObject({ delayMs: expect.any(Number) as number })
  })

  it("gives up without an error when classifyClose returns 'done'", () => {
    const error = new ConnectionError('handshake-failed', 'why')
    for (const attempt of [ended(4000), ended(4000, { error })])
      expect(decide(attempt, { classifyClose: () => 'done' })).toEqual({ delayMs: null, error: null, refreshed: false })
  })

  it('classifyClose overrides single codes and leaves the others', () => {
    const options: ReconnectOptions = { classifyClose: ({ code }) => (code === 4000 ? 'fatal' : undefined) }
    expect(decide(ended(4000), options)).toMatchObject({ delayMs: null })
    expect(decide(ended(4001), options)).toMatchObject({ delayMs: expect.any(Number) as number })
    expect(decide(ended(1008), options)).toMatchObject({ delayMs: null })
  })

  it('minDelayMs and maxDelayMs bound the formula', () => {
    const options = { minDelayMs: 100, maxDelayMs: 200 }
    expect(decide(ended(1006, { attempt: 9 }), options, 0)).toMatchObject({ delayMs: 100 })
    expect(decide(ended(1006, { attempt: 9 }), options, 0.9999)).toMatchObject({ delayMs: expect.closeTo(200, 0) as number })
  })
})

describe('reconnect: false', () => {
  it('shows a fatal close all the same', () => {
    expect(decide(ended(1008), false)).toMatchObject({ delayMs: null, error: { code: 'closed' } })
  })

  it('is no error when the server closes in an ordinary way', () => {
    expect(decide(ended(1000), false)).toEqual({ delayMs: null, error: null, refreshed: false })
  })
})
