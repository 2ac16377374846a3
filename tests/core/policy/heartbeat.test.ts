import { describe, expect, it } from 'vitest'
import { isPong, pingMessage, replyTo } from '../../../src/core/policy/heartbeat'
import { HEARTBEAT } from '../../../src/core/policy/defaults'

describe('heartbeat', () => {
  it("sends 'ping' by default", () => {
    expect(pingMessage(HEARTBEAT)).toBe('ping')
    expect(pingMessage({ ...HEARTBEAT, message: '{"type":"ping"}' })).toBe('{"type":"ping"}')
  })

  it('calls a message function for each ping', () => {
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
  ])('accepts %s as a pong: %s', (message, expected) => {
    expect(isPong({}, message)).toBe(expected)
  })

  it('calls isPong instead of comparing', () => {
    const options = { isPong: (message: unknown) => (message as { type?: string }).type === 'pong' }
    expect(isPong({ ...HEARTBEAT, ...options }, { type: 'pong' })).toBe(true)
    expect(isPong({ ...HEARTBEAT, ...options }, 'pong')).toBe(false)
  })

  it('treats a throw of isPong as false', () => {
    const options = { isPong: (message: unknown) => (message as { type: { name: string } }).type.name === 'pong' }
    expect(isPong({ ...HEARTBEAT, ...options }, 'text')).toBe(false)
    expect(isPong({ ...HEARTBEAT, ...options }, null)).toBe(false)
  })

  it.each([
    ['a function', { reply: (message: unknown) => (message === 'ping' ? 'pong' : undefined) }, 'pong'],
    ['no function', {}, undefined],
    ['a function that throws', { reply: (message: unknown) => (message as { type: { name: string } }).type.name }, undefined],
  ])('answers a ping of the server by %s', (_, options, expected) => {
    expect(replyTo(options, 'ping')).toBe(expected)
  })
})
