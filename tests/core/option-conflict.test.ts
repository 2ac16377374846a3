import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRegistry, json, text, type ConnectionRegistry } from 'websocket-store'
import { warnOfConflict } from '../../src/core/connection/option-conflict'
import { createFakeNetwork } from '../support/fake-socket'

const warn = vi.fn<(text: string) => void>()
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(warn))
afterEach(() => void warn.mockReset())

/** The warning of a holder that gives `given` while `inForce` holds, without its beginning and its end. */
function warningOf(inForce: Record<string, unknown>, given: object, isComponent?: boolean): string | undefined {
  warnOfConflict({ key: 'shared' }, (name) => inForce[name], given, isComponent)
  return warn.mock.calls[0]?.[0]
}

describe('the warning of a conflict', () => {
  it('names the connection, each option with both values, and the remedy', () => {
    const warning = warningOf({ lingerMs: 1, history: 2 }, { lingerMs: 3, history: 4 })
    expect(warning).toMatch(/^\[websocket-store\] shared is shared/)
    expect(warning).toContain('lingerMs, history. (lingerMs: 1 is in force, 3 is not; history: 2 is in force, 4 is not.)')
    expect(warning).toMatch(/same options.*`key`/)
  })

  it.each<[string, unknown, unknown, string]>([
    ['numbers and booleans', true, 5, 'true is in force, 5 is not'],
    ['false', 7, false, '7 is in force, false is not'],
    ['texts without their contents', 'secret', 'secret 2', 'another text is in force, another text is not'],
    ['named functions and classes by name', { name: 'one' }, { name: 'two' }, 'one is in force, two is not'],
    ['objects by their parts', { a: 1, b: 'secret' }, { a: 2, b: undefined }, '{ a: 1, b: another text } is in force, { a: 2, b: no value } is not'],
    ['objects with an empty name by their parts', { name: '' }, { name: 3 }, '{ name: another text } is in force, { name: 3 } is not'],
  ])('shows %s', (_, inForce, given, expected) => {
    expect(warningOf({ setup: inForce }, { setup: given })).toContain(`setup: ${expected}`)
  })

  it('shows a default that another value replaces', () => {
    expect(warningOf({ queue: true }, { queue: { maxMessages: 5 } })).toContain('queue: true is in force, { maxMessages: 5 } is not')
  })
})

describe('a conflict', () => {
  it.each<[string, Record<string, unknown>, object]>([
    ['a list of protocols differs', { protocols: ['a', 'b'] }, { protocols: ['a', 'c'] }],
    ['a list has another length', { protocols: 'a' }, { protocols: ['a', 'b'] }],
    ['two objects differ in one part', { queue: { maxMessages: 5 } }, { queue: { maxMessages: 5, ttlMs: 9 } }],
    ['a function replaces a text', { protocols: 'a' }, { protocols: () => 'a' }],
    ['a text replaces a function', { protocols: () => 'a' }, { protocols: 'a' }],
    ['an object replaces false', { heartbeat: false }, { heartbeat: {} }],
    ['a text replaces an object', { lifecycle: {} }, { lifecycle: 'text' }],
  ])('is reported when %s', (_, inForce, given) => {
    expect(warningOf(inForce, given)).toBeDefined()
  })

  it.each<[string, Record<string, unknown>, object]>([
    ['the values are equal', { queue: { maxMessages: 5 } }, { queue: { maxMessages: 5 } }],
    ['a value equals the default', { lingerMs: 1000 }, { lingerMs: 1000 }],
    ['only one of them has the option', { lingerMs: 5 }, { history: 5 }],
    ['the option is undefined', { lingerMs: 5 }, { lingerMs: undefined }],
    ['both are functions', { handshake: () => 1 }, { handshake: () => 2 }],
    ['a list has the one protocol that is in force', { protocols: 'a' }, { protocols: ['a'] }],
    ['the constructor is the same', { WebSocket: Map }, { WebSocket: Map }],
    ['only one of two callers in code names a codec', { lingerMs: 1 }, { codec: text() }],
    ...['enabled', 'share', 'registry', 'filter', 'select', 'deactivated', 'onMessage', 'onOpen'].map(
      (name): [string, Record<string, unknown>, object] => [`${name} belongs to one component`, { [name]: 1 }, { [name]: 2 }],
    ),
  ])('is not reported when %s', (_, inForce, given) => {
    expect(warningOf(inForce, given)).toBeUndefined()
  })

  it.each(['enabledAfter', 'reenabled', 'once', 'on', 'no onMessage'])('is reported of an option with a name like %s', (name) => {
    expect(warningOf({ [name]: 1 }, { [name]: 2 })).toBeDefined()
  })

  it('is reported when one constructor replaces another', () => {
    expect(warningOf({ WebSocket: Map }, { WebSocket: Set })).toContain('WebSocket: Map is in force, Set is not')
  })

  it.each<[string, Record<string, unknown>, object, string]>([
    ['the other names one', { codec: text() }, {}, 'codec: text is in force, no value is not'],
    ['only this one names one', {}, { codec: json() }, 'codec: no value is in force, json is not'],
  ])('is reported of a component when of two components only one names a codec: %s', (_, inForce, given, expected) => {
    expect(warningOf(inForce, given, true)).toContain(expected)
  })

  it('is not reported of two components without a codec, or with the same one', () => {
    const codec = text()
    expect(warningOf({}, {}, true)).toBeUndefined()
    expect(warningOf({ codec }, { codec }, true)).toBeUndefined()
  })
})

describe('two components of one connection', () => {
  let registry: ConnectionRegistry
  beforeEach(() => void (registry = createRegistry({ defaults: { WebSocket: createFakeNetwork().WebSocket } })))
  afterEach(() => registry.dispose())
  const hold = (options: object) => {
    const holder = { url: 'ws://host.test/', options }
    return registry.acquire(holder).holdOptions(holder)
  }

  it('cause a warning when only the first one names a codec', () => {
    hold({ codec: json() })
    hold({})
    expect(warn).toHaveBeenCalledTimes(1)
    expect(warn.mock.calls[0]![0]).toContain('codec')
  })
})
