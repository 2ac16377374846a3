import { describe, expect, it } from 'vitest'
import { binary, json, text } from 'websocket-store'
import { raw } from '../../../src/core/codec/codec'

const bytes = (...values: number[]) => new Uint8Array(values).buffer
const utf8 = (value: string) => new TextEncoder().encode(value).buffer

describe('the raw codec', () => {
  it.each<[string, unknown]>([
    ['text', 'a'],
    ['no text', ''],
    ['a buffer', bytes(1)],
    ['a shared buffer', new SharedArrayBuffer(1)],
    ['a view', new Uint8Array(1)],
    ['a DataView', new DataView(bytes(1))],
    ['a Blob', new Blob(['a'])],
    ['a File of any implementation', { [Symbol.toStringTag]: 'File', size: 1 }],
  ])('passes %s unchanged in both directions', (_, data) => {
    expect(raw.encode(data as string)).toBe(data)
    expect(raw.decode(data)).toBe(data)
  })

  it.each(['FileList', 'MyFile', 'MyArrayBuffer', 'ArrayBuffers'])('does not encode an object with a similar tag: %s', (tag) => {
    expect(() => raw.encode({ [Symbol.toStringTag]: tag } as never)).toThrow(TypeError)
  })

  it.each([[{ a: 1 }], [42], [null], [undefined], [true], [[1]]])('throws for %j and mentions the codec option', (value) => {
    expect(() => raw.encode(value as never)).toThrow(/not text, bytes or a Blob/)
  })
})

describe('text()', () => {
  it('passes text in both directions', () => {
    expect(text().encode('\u20ac')).toBe('\u20ac')
    expect(text().decode('\u20ac')).toBe('\u20ac')
  })

  it('decodes binary frames as UTF-8', () => {
    expect(text().decode(utf8('\u20ac'))).toBe('\u20ac')
    expect(text().decode(new Uint8Array(utf8('\u20ac')))).toBe('\u20ac')
  })

  it('throws for bytes that are not UTF-8, and for other values', () => {
    expect(() => text().decode(bytes(0xff))).toThrow(TypeError)
    expect(() => text().decode(new Blob(['a']))).toThrow(new TypeError('expected a text frame, got binary'))
  })

  it.each([[{ a: 1 }], [42], [null], [undefined], [['a']], [new Uint8Array(1)]])('does not encode %j', (value) => {
    expect(() => text().encode(value as never)).toThrow(/is not text/)
  })
})

describe('binary()', () => {
  it('passes bytes in both directions', () => {
    const data = bytes(1, 2)
    expect(binary().decode(data)).toBe(data)
    expect(binary().encode(data)).toBe(data)
  })

  it('recognizes a buffer of another realm by its tag', () => {
    const foreign = { [Symbol.toStringTag]: 'ArrayBuffer', byteLength: 1 }
    expect(binary().decode(foreign)).toBe(foreign)
  })

  it.each([['a'], [{ byteLength: 1 }], [[1]], [null], [undefined]])('does not encode %j', (value) => {
    expect(() => binary().encode(value as never)).toThrow(/is not bytes/)
  })

  it.each([new Uint8Array(1), new DataView(bytes(1)), new SharedArrayBuffer(1)])('sends %s', (value) => {
    expect(binary().encode(value)).toBe(value)
  })

  it('throws for a text frame', () => {
    expect(() => binary().decode('a')).toThrow(new TypeError('expected a binary frame, got text'))
  })
})

describe('json()', () => {
  it('is JSON text in both directions', () => {
    expect(json().encode({ a: [1, null] })).toBe('{"a":[1,null]}')
    expect(json().decode('{"a":[1,null]}')).toEqual({ a: [1, null] })
    expect(json().decode(utf8('{"a":1}'))).toEqual({ a: 1 })
  })

  it('uses a reviver and a replacer', () => {
    const codec = json({
      reviver: (key, value) => (key === 'at' ? new Date(value as string) : value),
      replacer: (key, value) => (key === 'secret' ? undefined : value),
    })
    expect(codec.decode('{"at":"2020-01-01T00:00:00.000Z"}')).toEqual({ at: new Date('2020-01-01T00:00:00.000Z') })
    expect(codec.encode({ a: 1, secret: 2 })).toBe('{"a":1}')
  })

  it.each<[string, () => unknown]>([
    ['undefined', () => undefined],
    ['a function', () => () => {}],
    ['a symbol', () => Symbol('a')],
    ['a BigInt', () => 1n],
    [
      'a cycle',
      () => {
        const cycle: { self?: object } = {}
        cycle.self = cycle
        return cycle
      },
    ],
  ])('does not encode %s', (_, make) => {
    expect(() => json().encode(make())).toThrow(TypeError)
  })

  it('names the type of what has no JSON form', () => {
    expect(() => json().encode(undefined)).toThrow('undefined has no JSON form')
    expect(() => json().encode(() => {})).toThrow('function has no JSON form')
  })

  it.each(['', '{', 'undefined', "{'a':1}"])('does not decode %j', (data) => {
    expect(() => json().decode(data)).toThrow(SyntaxError)
  })

  it('does not let a message change a prototype', () => {
    const decoded = json<Record<string, unknown>>().decode('{"__proto__":{"polluted":true}}')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype)
  })
})

it('every codec has a name, which identifies it in warnings about options', () => {
  expect([raw, text(), binary(), json()].map(({ name }) => name)).toEqual(['raw', 'text', 'binary', 'json'])
})
