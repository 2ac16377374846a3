import { describe, expect, it, vi } from 'vitest'
import { assertCloseArguments } from '../../../src/core/policy/close-arguments'
import { classifyCloseCode } from '../../../src/core/policy/close-code'

const named = new Map<number, string>([
  ...[1000, 1001, 1005, 1006, 1011, 1014, 999, 2999, 5000, 0, 65535].map((code) => [code, 'retry'] as const),
  ...[1012, 1013].map((code) => [code, 'retry-later'] as const),
  ...[1002, 1003, 1007, 1008, 1009, 1010].map((code) => [code, 'fatal'] as const),
  ...[3000, 3003, 4401, 4403].map((code) => [code, 'refresh'] as const),
  ...[4400, 4402, 4404, 4499].map((code) => [code, 'fatal'] as const),
  ...[3001, 4000, 4399, 4500, 4999].map((code) => [code, 'retry'] as const),
])

describe('close-code classes', () => {
  it.each([...named])('%i: %s', (code, expected) => {
    expect(classifyCloseCode(code)).toBe(expected)
  })

  it('invariant 12: every code from 0 to 65535 has a class', () => {
    const counts = { retry: 0, 'retry-later': 0, refresh: 0, fatal: 0 }
    for (let code = 0; code <= 65_535; code++) counts[classifyCloseCode(code)]++
    expect(counts).toEqual({ 'retry-later': 2, refresh: 4, fatal: 6 + 98, retry: 65_536 - 2 - 4 - 104 })
  })
})

describe('the arguments of a close', () => {
  it.each([1000, 3000, 3999, 4000, 4999])('accepts code %d', (code) => {
    expect(() => assertCloseArguments(code, '')).not.toThrow()
  })

  it('needs no TextEncoder without a reason', () => {
    vi.stubGlobal('TextEncoder', undefined)
    expect(() => assertCloseArguments(1000, '')).not.toThrow()
  })

  it.each([0, 999, 1001, 1005, 1006, 1015, 2999, 5000, 65_536, -1, NaN])('throws for code %d and shows the allowed codes', (code) => {
    expect(() => assertCloseArguments(code, '')).toThrow(
      expect.objectContaining({ code: 'invalid-close', fatal: false, message: expect.stringContaining('3000 to 4999') as string }),
    )
  })

  it.each([
    ['123 letters', 'a'.repeat(123)],
    ['41 characters of three bytes', '\u20ac'.repeat(41)],
    ['30 emoji of four bytes', '\u{1f600}'.repeat(30)],
  ])('accepts a reason of %s', (_, reason) => {
    expect(() => assertCloseArguments(1000, reason)).not.toThrow()
  })

  it.each([
    ['124 letters', 'a'.repeat(124)],
    ['42 characters of three bytes', '\u20ac'.repeat(42)],
    ['31 emoji of four bytes', '\u{1f600}'.repeat(31)],
  ])('throws for a reason of %s without showing it', (_, reason) => {
    const refused = () => assertCloseArguments(1000, reason)
    expect(refused).toThrow('at most 123 bytes')
    expect(refused).not.toThrow(reason)
  })
})
