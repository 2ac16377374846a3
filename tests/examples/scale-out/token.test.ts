import { expect, it } from 'vitest'
import { createToken, isAllowed, readToken } from '../../../examples/scale-out/src/gateway/token'

const claims = { user: 'anna', channels: ['prices.*', 'rooms.lobby'], expiresAt: 2000 }
const token = createToken(claims, 'secret')

it('reads the claims of a token until it expires', () => {
  expect(readToken(token, 'secret', 1999)).toEqual(claims)
  expect(readToken(token, 'secret', 2000)).toBeUndefined()
})

it.each([
  ['another secret', createToken(claims, 'other')],
  ['changed claims', `${Buffer.from(JSON.stringify({ ...claims, user: 'ben' })).toString('base64url')}.${token.split('.')[1]}`],
  ['a short signature', token.slice(0, -4)],
  ['no signature', token.split('.')[0]],
  ['an empty text', ''],
  ['no text', 7],
  ['nothing', undefined],
])('rejects a token with %s', (_, wrong) => {
  expect(readToken(wrong, 'secret', 0)).toBeUndefined()
})

it.each([
  ['prices.OAK', true],
  ['prices.', true],
  ['rooms.lobby', true],
  ['rooms.lobby.2', false],
  ['price', false],
])('allows by name and by the start of the name: %s is %s', (channel, expected) => {
  expect(isAllowed(claims, channel)).toBe(expected)
})
