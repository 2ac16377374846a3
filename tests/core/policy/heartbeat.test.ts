import { describe, expect, it } from 'vitest'
import { isPong, pingMessage } from '../../../src/core/policy/heartbeat'
import { HEARTBEAT } from '../../../src/core/policy/defaults'

describe('heartbeat', () => {
  it("pings with 'ping' unless told otherwise", () => {
    expect(pingMessage(HEARTBEAT)).toBe('ping')
    expect(pingMessage({ ...HEARTBEAT, message: '{"type":"ping"}' })).toBe('{"type":"ping"}')
  })

  it('asks a message function for each ping', () => {
    let count = 0
    const message = () => `ping ${++count}`
    expect([pingMessage({ ...HEARTBEAT, message }), pingMessage({ ...HEARTBEAT, message })]).toEqual(['ping 1', 'ping 2'])
  })

  it.each([
    ['pong', true],
    ['ping', false],
    ['PONG', false],
    [new ArrayBuffer(4), false],
    [null, false],
  ])('takes %s for a pong: %s', (message, expected) => {
    expect(isPong({}, message)).toBe(expected)
  })

  it('asks isPong instead of comparing', () => {
    const options = { isPong: (message: unknown) => (message as { type?: string }).type === 'pong' }
    expect(isPong({ ...HEARTBEAT, ...options }, { type: 'pong' })).toBe(true)
    expect(isPong({ ...HEARTBEAT, ...options }, 'pong')).toBe(false)
  })

  it('a predicate that throws at a kind of message it does not know says no', () => {
    const options = { isPong: (message: unknown) => (message as { type: { name: string } }).type.name === 'pong' }
    expect(isPong({ ...HEARTBEAT, ...options }, 'text')).toBe(false)
    expect(isPong({ ...HEARTBEAT, ...options }, null)).toBe(false)
  })
})
