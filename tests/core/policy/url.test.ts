import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConnectionError } from '../../../src/core/vocabulary/errors'
import { assertProtocols } from '../../../src/core/policy/protocols'
import { normalizeUrl } from '../../../src/core/policy/url'
import { identityOf, labelOf } from '../../../src/core/policy/identity'
import { RUNS } from '../../support/property'

function errorOf(run: () => unknown): ConnectionError {
  try {
    run()
  } catch (error) {
    return error as ConnectionError
  }
  throw new Error('nothing was thrown')
}

describe('a normalized url', () => {
  it.each([
    ['ws://host.test/a', undefined, 'ws://host.test/a'],
    ['wss://host.test', undefined, 'wss://host.test/'],
    ['WSS://HOST.test:443/a/../b', undefined, 'wss://host.test/b'],
    ['ws://host.test:80/', undefined, 'ws://host.test/'],
    ['http://host.test/a?b=c', undefined, 'ws://host.test/a?b=c'],
    ['https://host.test:8443/a', undefined, 'wss://host.test:8443/a'],
    ['/feed', 'https://page.test/dir/index.html', 'wss://page.test/feed'],
    ['feed?x=1', 'http://page.test/dir/index.html', 'ws://page.test/dir/feed?x=1'],
    ['//other.test/feed', 'https://page.test/', 'wss://other.test/feed'],
    ['ws://localhost:9998/', 'https://page.test/', 'ws://localhost:9998/'],
    ['ws://app.localhost/', 'https://page.test/', 'ws://app.localhost/'],
    ['ws://127.0.0.1/', 'https://page.test/', 'ws://127.0.0.1/'],
    ['ws://[::1]:80/', 'https://page.test/', 'ws://[::1]/'],
    ['ws://host.test/', 'http://page.test/', 'ws://host.test/'],
    ['ws://a.b.localhost/', 'https://page.test/', 'ws://a.b.localhost/'],
    ['ws://127.10.20.30/', 'https://page.test/', 'ws://127.10.20.30/'],
    ['ws://http.test/http', undefined, 'ws://http.test/http'],
    ['wss://host.test/ws:/a', 'https://page.test/', 'wss://host.test/ws:/a'],
  ])('%s on %s becomes %s', (url, base, expected) => {
    expect(normalizeUrl(url, base)).toBe(expected)
  })

  it('accepts URL objects and does not change them', () => {
    const url = new URL('https://host.test/a')
    expect(normalizeUrl(url)).toBe('wss://host.test/a')
    expect(url.href).toBe('https://host.test/a')
  })

  it.each([
    ['/feed', undefined, 'invalid-url', 'absolute'],
    ['', undefined, 'invalid-url', 'absolute'],
    ['ws://', undefined, 'invalid-url', 'absolute'],
    ['wss://host.test:99999/', undefined, 'invalid-url', 'absolute'],
    ['ftp://host.test/', undefined, 'invalid-url', 'ws://'],
    ['javascript:alert(1)', undefined, 'invalid-url', 'ws://'],
    ['ftp://host.test/ws:/a', undefined, 'invalid-url', 'ws://'],
    ['wss://host.test/#part', undefined, 'invalid-url', 'fragment'],
    ['ws://host.test/', 'https://page.test/', 'insecure-url', 'wss://'],
    ['http://127.0.0.1.evil.test/', 'https://page.test/', 'insecure-url', 'wss://'],
    ['http://localhost.evil.test/', 'https://page.test/', 'insecure-url', 'wss://'],
    ['http://evil-localhost/', 'https://page.test/', 'insecure-url', 'wss://'],
  ])('throws a fatal error with the fix: %s on %s is %s', (url, base, code, remedy) => {
    const error = errorOf(() => normalizeUrl(url, base))
    expect(error).toMatchObject({ name: 'ConnectionError', code, fatal: true })
    expect(error.message).toContain(remedy)
  })

  it.each([undefined, null, 7, {}, Promise.resolve('wss://host.test/')])('throws for %s, although the page could convert it to a path', (url) => {
    const error = errorOf(() => normalizeUrl(url as never, 'https://page.test/'))
    expect(error).toMatchObject({ code: 'invalid-url', fatal: true })
    expect(error.message).toContain('function')
  })

  it('does not show the url in the error', () => {
    for (const url of ['wss://user:secret@host.test:99999/', 'ftp://h/?token=secret', 'wss://h/?secret#part'])
      expect(errorOf(() => normalizeUrl(url)).message).not.toContain('secret')
  })
})

describe('subprotocols', () => {
  it.each([[undefined], ['chat'], [[]], [['a', 'b']], ['graphql-ws'], ["a!#$%&'*+.^_`|~-9"]])('accept %j', (protocols) => {
    expect(() => assertProtocols(protocols)).not.toThrow()
  })

  it.each([
    [''],
    ['a b'],
    [' a'],
    ['a '],
    ['a,b'],
    ['token=secret'],
    ['a/b'],
    ['"a"'],
    ['\u00e9'],
    ['a\n'],
    [['a', 'a']],
    [['a', '']],
    [['bearer', 'secret=']],
  ])('throw a fatal error with the fix and without the value: %j', (protocols) => {
    const error = errorOf(() => assertProtocols(protocols))
    expect(error).toMatchObject({ code: 'invalid-protocol', fatal: true })
    expect(error.message).toContain('base64url')
    expect(error.message).not.toContain('secret')
  })
})

describe('identity', () => {
  const same: [string, Parameters<typeof identityOf>, Parameters<typeof identityOf>][] = [
    ['equal urls', ['wss://h.test/a', {}], ['wss://h.test/a', {}]],
    ['urls that normalise to the same', ['https://H.test:443/a', {}], [new URL('wss://h.test/a'), {}]],
    ['a relative url and the absolute one', ['/a', {}, 'https://h.test/'], ['wss://h.test/a', {}, 'https://h.test/']],
    ['one protocol as text or list', ['wss://h.test/', { protocols: 'a' }], ['wss://h.test/', { protocols: ['a'] }]],
    ['any urls with one key', ['wss://h.test/1', { key: 'k' }], ['wss://h.test/2', { key: 'k' }]],
    ['url functions with one key', [() => 'wss://a', { key: 'k' }], [() => 'wss://b', { key: 'k' }]],
    ['equal invalid urls', ['not a url', {}], ['not a url', {}]],
    ['two protocols functions', ['wss://h.test/', { protocols: () => 'a' }], ['wss://h.test/', { protocols: () => 'b' }]],
    ['a protocols function and none', ['wss://h.test/', { protocols: () => 'a' }], ['wss://h.test/', {}]],
  ]
  it.each(same)('is equal for %s', (_, a, b) => {
    expect(identityOf(...a)).toBe(identityOf(...b))
    expect(identityOf(...a)).not.toBeNull()
  })

  const different: [string, Parameters<typeof identityOf>, Parameters<typeof identityOf>][] = [
    ['paths', ['wss://h.test/a', {}], ['wss://h.test/b', {}]],
    ['invalid urls', ['not a url', {}], ['no url', {}]],
    ['protocols with an invalid url', ['not a url', { protocols: 'a' }], ['not a url', {}]],
    ['queries', ['wss://h.test/?a', {}], ['wss://h.test/?b', {}]],
    ['users', ['wss://a@h.test/', {}], ['wss://b@h.test/', {}]],
    ['protocols', ['wss://h.test/', { protocols: 'a' }], ['wss://h.test/', { protocols: 'b' }]],
    ['orders of protocols', ['wss://h.test/', { protocols: ['a', 'b'] }], ['wss://h.test/', { protocols: ['b', 'a'] }]],
    ['keys', ['wss://h.test/', { key: 'a' }], ['wss://h.test/', { key: 'b' }]],
    ['kinds: a key that looks like a url', ['wss://h.test/', { key: 'wss://h.test/' }], ['wss://h.test/', {}]],
  ]
  it.each(different)('is different for different %s', (_, a, b) => {
    expect(identityOf(...a)).not.toBe(identityOf(...b))
  })

  it('is null for a function without a key, so it is not shared', () => {
    expect(identityOf(() => 'wss://h.test/', {})).toBeNull()
  })
})

describe('labels', () => {
  it('show scheme, host and path', () => {
    expect(labelOf('https://h.test/a/b', {})).toBe('wss://h.test/a/b')
    expect(labelOf('/a', {}, 'https://h.test/')).toBe('wss://h.test/a')
    expect(labelOf('wss://h.test/@user/feed', {})).toBe('wss://h.test/@user/feed')
    expect(labelOf('ws://h.test/a', {})).toBe('ws://h.test/a')
    expect(labelOf('wss://user:password@h.test/a', {})).toMatch(/^wss:\/\/h\.test\/a#/)
  })

  it('are the key if there is one', () => {
    expect(labelOf('wss://h.test/?token=secret', { key: 'prices' })).toBe('prices')
  })

  it('are a fixed text when the url is a function', () => {
    expect(labelOf(() => 'wss://h.test/?secret', {})).toBe('(url function)')
  })

  it('show nothing of an invalid url', () => {
    expect(labelOf('user:secret@h.test', {})).toMatch(/^\(invalid url\)#[0-9a-z]+$/)
  })

  it('are different for values that they do not show', () => {
    const labels = [
      labelOf('wss://h.test/', {}),
      labelOf('wss://h.test/?a', {}),
      labelOf('wss://h.test/?b', {}),
      labelOf('wss://u@h.test/', {}),
      labelOf('wss://h.test/', { protocols: 'a' }),
      labelOf('wss://h.test/', { protocols: ['a', 'b'] }),
    ]
    expect(new Set(labels).size).toBe(labels.length)
    for (const label of labels) expect(label).toMatch(/^wss:\/\/h\.test\/(#[0-9a-z]+)?$/)
  })

  const secret = fc.stringMatching(/^[A-Z]{6,12}$/)
  const urlWith = (token: string) =>
    fc.constantFrom(
      `wss://h.test/a?token=${token}`,
      `wss://${token}@h.test/a`,
      `wss://user:${token}@h.test/a`,
      `wss://user:x%2F${token}@h.test/a`,
      `https://user:${token}@h.test:8080/a?b=${token}`,
      `/a?token=${token}`,
      `wss://h.test:99999/a?token=${token}`,
      `wss://user:${token}@h.test:99999/a`,
      `wss://user:x/${token}@h.test/a`,
      `wss://h.test/a#${token}`,
      `user:${token}@h.test`,
      ` wss://u:${token}@h.test `,
      `ftp://u:${token}@h.test/?${token}`,
    )

  it('never show a query, a user, a fragment or a protocol, even of an invalid url', () => {
    fc.assert(
      fc.property(
        secret.chain((token) => fc.tuple(fc.constant(token), urlWith(token))),
        fc.option(fc.constant('https://page.test/'), { nil: undefined }),
        fc.boolean(),
        ([token, url], base, hasProtocols) => {
          const label = labelOf(url, hasProtocols ? { protocols: ['bearer', token] } : {}, base)
          expect(label.toUpperCase()).not.toContain(token)
          expect(label).not.toContain('bearer')
        },
      ),
      { numRuns: RUNS },
    )
  })
})
