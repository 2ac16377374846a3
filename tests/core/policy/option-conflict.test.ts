import { describe, expect, it } from 'vitest'
import { conflictingOptions } from '../../../src/core/policy/option-conflict'

const codec = { name: 'mine', encode: () => '', decode: () => 1 }

describe('options that conflict', () => {
  it.each<[string, object, object, string[]]>([
    ['equal values', { lingerMs: 1 }, { lingerMs: 1 }, []],
    ['other values', { lingerMs: 1 }, { lingerMs: 2 }, ['lingerMs']],
    ['several other values', { lingerMs: 1, notify: 'sync' }, { lingerMs: 2, notify: 'frame' }, ['lingerMs', 'notify']],
    ['an option that was left out first', {}, { lingerMs: 2 }, ['lingerMs']],
    ['an option that is left out now', { lingerMs: 2 }, {}, []],
    ['an option that is undefined now', { lingerMs: 2 }, { lingerMs: undefined }, []],
    ['equal objects', { reconnect: { minDelayMs: 1 } }, { reconnect: { minDelayMs: 1 } }, []],
    ['objects that differ inside', { reconnect: { minDelayMs: 1 } }, { reconnect: { minDelayMs: 2 } }, ['reconnect']],
    ['an object with a name more', { reconnect: {} }, { reconnect: { minDelayMs: 2 } }, ['reconnect']],
    ['an object with another name', { reconnect: { minDelayMs: 1 } }, { reconnect: { maxDelayMs: 1 } }, ['reconnect']],
    ['an object for a boolean', { heartbeat: false }, { heartbeat: {} }, ['heartbeat']],
    ['an object for nothing', { heartbeat: null }, { heartbeat: {} }, ['heartbeat']],
    ['equal lists', { protocols: ['a', 'b'] }, { protocols: ['a', 'b'] }, []],
    ['lists in another order', { protocols: ['a', 'b'] }, { protocols: ['b', 'a'] }, ['protocols']],
    ['two inline functions', { handshake: () => {} }, { handshake: () => {} }, []],
    ['a function for none', {}, { handshake: () => {} }, ['handshake']],
    ['the same codec', { codec }, { codec }, []],
    ['codecs of one name', { codec }, { codec: { ...codec, decode: () => 2 } }, []],
    ['codecs of two names', { codec }, { codec: { ...codec, name: 'other' } }, ['codec']],
    ['NaN twice', { lingerMs: NaN }, { lingerMs: NaN }, []],
  ])('%s', (_, inForce, given, expected) => {
    expect(conflictingOptions(inForce, given)).toEqual(expected)
  })

  it('never include what belongs to one subscriber', () => {
    const given = {
      ...{ enabled: false, share: false, registry: {}, filter: () => true, select: () => 1, deactivated: 'pause' },
      ...{ onOpen: () => {}, onMessage: () => {}, onClose: () => {}, onError: () => {} },
    }
    expect(conflictingOptions({}, given)).toEqual([])
  })
})
