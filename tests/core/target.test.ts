import { describe, expect, it } from 'vitest'
import { isFatal } from '../../src/core/errors'
import { resolveTarget } from '../../src/core/target'
import type { AttemptContext } from '../../src/core/types'

const context: AttemptContext = { attempt: 3, lastClose: null, signal: new AbortController().signal }
const makeContext = () => context
const noContext = () => {
  throw new Error('a context was made that nobody needs')
}

describe('the target of an attempt', () => {
  it('is there at once when nothing has to be asked', () => {
    expect(resolveTarget('https://h.test/a', 'chat', noContext)).toEqual({ url: 'wss://h.test/a', protocols: 'chat' })
    expect(resolveTarget(new URL('/b', 'https://h.test'), undefined, noContext)).toEqual({ url: 'wss://h.test/b', protocols: undefined })
    expect(resolveTarget('/c', [], noContext, 'https://h.test/')).toEqual({ url: 'wss://h.test/c', protocols: [] })
  })

  it('throws at once what is wrong with it', () => {
    expect(() => resolveTarget('nonsense', undefined, noContext)).toThrow(expect.objectContaining({ code: 'invalid-url' }))
    expect(() => resolveTarget('wss://h.test', 'a b', noContext)).toThrow(expect.objectContaining({ code: 'invalid-protocol' }))
  })

  it('asks each function once, with the context', async () => {
    const asked: unknown[] = []
    const target = await resolveTarget(
      (given) => {
        asked.push(['url', given])
        return Promise.resolve('wss://h.test/token')
      },
      (given) => {
        asked.push(['protocols', given])
        return ['a']
      },
      makeContext,
    )
    expect(target).toEqual({ url: 'wss://h.test/token', protocols: ['a'] })
    expect(asked).toEqual([
      ['url', context],
      ['protocols', context],
    ])
  })

  it('asks both at the same time', async () => {
    const order: string[] = []
    await resolveTarget(
      async () => {
        order.push('url asked')
        await Promise.resolve()
        order.push('url told')
        return 'wss://h.test'
      },
      () => {
        order.push('protocols asked')
        return 'a'
      },
      makeContext,
    )
    expect(order).toEqual(['url asked', 'protocols asked', 'url told'])
  })

  it.each<[string, () => string | Promise<string>]>([
    [
      'throws',
      () => {
        throw new Error('wss://h.test/?token=secret')
      },
    ],
    ['rejects', () => Promise.reject(new Error('wss://h.test/?token=secret'))],
  ])('is a retryable url-failed, which quotes nothing, when a function %s', async (_, url) => {
    const failure = Promise.resolve(resolveTarget(url, undefined, makeContext))
    await expect(failure).rejects.toMatchObject({ code: 'url-failed', fatal: false, cause: { message: 'wss://h.test/?token=secret' } })
    await expect(failure).rejects.not.toThrow('secret')
  })

  it('is url-failed for a rejection with undefined', async () => {
    await expect(resolveTarget(() => Promise.reject(), undefined, makeContext)).rejects.toMatchObject({ code: 'url-failed', fatal: false })
  })

  it('is fatal when the function said so', async () => {
    const error = Object.assign(new Error('signed out'), { fatal: true })
    await expect(resolveTarget(() => Promise.reject(error), undefined, makeContext)).rejects.toMatchObject({ code: 'url-failed', fatal: true })
  })

  it('is invalid, for good, when a function answers nonsense', async () => {
    await expect(resolveTarget(() => 'nonsense', undefined, makeContext)).rejects.toMatchObject({ code: 'invalid-url', fatal: true })
    await expect(resolveTarget(() => undefined as never, undefined, makeContext)).rejects.toMatchObject({ code: 'invalid-url' })
    await expect(resolveTarget('wss://h.test', () => 'a b', makeContext)).rejects.toMatchObject({ code: 'invalid-protocol' })
  })
})

it.each([
  [{ fatal: true }, true],
  [Object.assign(new Error('a'), { fatal: true }), true],
  [{ fatal: 1 }, false],
  [new Error('a'), false],
  [undefined, false],
  [null, false],
  ['fatal', false],
])('%j says "do not try again": %s', (error, expected) => {
  expect(isFatal(error)).toBe(expected)
})
