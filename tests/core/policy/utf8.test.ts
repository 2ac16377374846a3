import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { utf8Length } from '../../../src/core/policy/utf8'

it('counts the bytes that a TextEncoder makes', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => utf8Length(text) === new TextEncoder().encode(text).length))
})

it.each(['', 'a', 'ü', '€', '😀', '\ud800', 'a\udc00b', '\ud83d\ud83d\ude00'])('counts the bytes of %j', (text) => {
  expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length)
})

it('needs no TextEncoder, which jsdom lacks', () => {
  vi.stubGlobal('TextEncoder', undefined)
  expect(utf8Length('€')).toBe(3)
})
