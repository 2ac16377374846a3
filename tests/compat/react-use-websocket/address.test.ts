import { describe, expect, it } from 'vitest'
import { addressOf } from '../../../src/compat/react-use-websocket/address'

describe('addressOf', () => {
  it('leaves a url without options as it is', () => {
    expect(addressOf('ws://host.test/path?a=1', {})).toBe('ws://host.test/path?a=1')
  })

  it.each([
    ['http://host.test:1234', 'ws://host.test:1234'],
    ['https://host.test/', 'wss://host.test'],
    ['ws://host.test', 'ws://host.test'],
    ['wss://host.test', 'wss://host.test'],
    ['host.test', 'ws://host.test'],
    ['', ''],
  ])('makes the address of a Socket.IO 2 server of "%s"', (url, origin) => {
    expect(addressOf(url, { fromSocketIO: true })).toBe(`${origin}/socket.io/?EIO=3&transport=websocket`)
  })

  it('adds query parameters after those that are there', () => {
    expect(addressOf('ws://host.test', { queryParams: { type: 'user', id: 5 } })).toBe('ws://host.test?type=user&id=5')
    expect(addressOf('ws://host.test?a=%20', { queryParams: { id: 5 } })).toBe('ws://host.test?a=%20&id=5')
    expect(addressOf('http://host.test', { fromSocketIO: true, queryParams: { id: 5 } })).toBe('ws://host.test/socket.io/?EIO=3&transport=websocket&id=5')
    expect(addressOf('ws://host.test', { queryParams: {} })).toBe('ws://host.test')
  })

  it('encodes values that are not encoded, and only those', () => {
    const valueOf = (value: string) => new URL(addressOf('ws://host.test', { queryParams: { value } })).searchParams.get('value')
    for (const value of ['a&b=c', '50% off?', 'a+b', '#part', 'plain', 'ä']) {
      expect(valueOf(value)).toBe(value)
      expect(valueOf(encodeURIComponent(value))).toBe(value)
    }
  })
})
