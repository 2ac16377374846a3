import { describe, expect, it } from 'vitest'
import { requestKey, updateRequest, type ConnectionRequest } from '../../src/core/binding/connection-request'

type Options = ConnectionRequest<string, string>['options']

/** How often the connection is notified when a component renders with other options. */
function notifications(before: Options, after: Options): number {
  let count = 0
  const held: ConnectionRequest<string, string> = { url: 'wss://host.test/1', options: before }
  const next = { url: 'wss://host.test/2', options: after }
  updateRequest(held, next, { optionsChanged: (holder: unknown) => void (holder === held && count++) } as never)
  expect(held).toEqual(next)
  return count
}

const heartbeat = { intervalMs: 1000 }
const handshake = () => {}

describe('a render with other options', () => {
  it.each<[string, Options, Options]>([
    ['adds an option', {}, { handshake }],
    ['removes an option', { handshake }, {}],
    ['gives an option the value undefined', { handshake }, { handshake: undefined } as unknown as Options],
    ['replaces the value undefined', { handshake: undefined } as unknown as Options, { handshake }],
    ['replaces one option by another', { handshake }, { lingerMs: 5 }],
    ['has another heartbeat', { heartbeat }, { heartbeat: { ...heartbeat } }],
  ])('notifies the connection once when it %s', (_, before, after) => {
    expect(notifications(before, after)).toBe(1)
  })

  it.each<[string, Options, Options]>([
    ['has the same options', { heartbeat, handshake }, { heartbeat, handshake }],
    ['has other values for the same options', { handshake, lingerMs: 1 }, { handshake: () => {}, lingerMs: 2 }],
    ['names an option as undefined that it did not name', {}, { handshake: undefined } as unknown as Options],
  ])('does not notify the connection when it %s', (_, before, after) => {
    expect(notifications(before, after)).toBe(0)
  })

  it('keeps the options of a component without a connection', () => {
    const held: ConnectionRequest<string, string> = { url: null, options: {} }
    updateRequest(held, { url: null, options: { handshake } }, null)
    expect(held.options).toEqual({ handshake })
  })
})

describe('the key of a request', () => {
  const url = 'wss://host.test/'
  it.each<[string, ConnectionRequest<string, string>, ConnectionRequest<string, string>]>([
    ['one url', { url, options: {} }, { url, options: { share: true } }],
    ['any two url functions', { url: () => 'wss://a.test/', options: {} }, { url: () => 'wss://b.test/', options: {} }],
    ['any two protocols functions', { url, options: { protocols: () => 'a' } }, { url, options: { protocols: () => 'b' } }],
  ])('is equal for %s', (_, a, b) => {
    expect(requestKey(a)).toBe(requestKey(b))
    expect(requestKey(a)).not.toBeNull()
  })

  it.each<[string, ConnectionRequest<string, string>, ConnectionRequest<string, string>]>([
    ['a connection of its own', { url, options: {} }, { url, options: { share: false } }],
    ['a url and a url function', { url, options: {} }, { url: () => url, options: {} }],
    ['a url function of its own', { url: () => url, options: {} }, { url: () => url, options: { share: false } }],
    ['a url function with a key', { url: () => url, options: {} }, { url: () => url, options: { key: 'k' } }],
  ])('differs for %s', (_, a, b) => {
    expect(requestKey(a)).not.toBe(requestKey(b))
  })

  it.each([null, undefined, ''])('is null without a url (%s)', (none) => {
    expect(requestKey({ url: none, options: {} })).toBeNull()
  })
})
