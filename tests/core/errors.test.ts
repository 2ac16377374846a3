import { afterEach, describe, expect, it, vi } from 'vitest'
import { ConnectionError } from 'websocket-store'
import { failure } from '../../src/core/vocabulary/errors'
import { createFakeConnection } from '../support/fake-connection'

afterEach(() => vi.unstubAllEnvs())

describe('an error of the connection', () => {
  it('is an Error with a name, a code, a cause and whether it is fatal', () => {
    const cause = new Error('why')
    const error = new ConnectionError('url-failed', 'Mend it.', { cause, fatal: true })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'ConnectionError', message: 'Mend it.', code: 'url-failed', cause, fatal: true })
    expect(new ConnectionError('closed', '')).toMatchObject({ cause: undefined, fatal: false })
  })

  it('is fatal by default when its cause says so', () => {
    expect(failure('handshake-failed', { fatal: true }).fatal).toBe(true)
    expect(failure('handshake-failed', Object.assign(new Error('why'), { fatal: true })).fatal).toBe(true)
    for (const cause of [{ fatal: 1 }, new Error('why'), undefined, null, 'fatal'])
      expect(failure('handshake-failed', cause).fatal).toBe(false)
  })

  it('has a text for developers, and its code for a text in production', () => {
    expect(failure('connect-timeout').message).toMatch(/connectTimeoutMs/)
    vi.stubEnv('NODE_ENV', 'production')
    expect(failure('connect-timeout').message).toBe('connect-timeout')
  })

  it('has a text where there is no process, too', () => {
    vi.stubGlobal('process', undefined)
    const { message } = failure('connect-timeout')
    vi.unstubAllGlobals()
    expect(message).toContain('connect')
  })

  it('of sending quotes nothing of what the codec threw, which may be the payload', () => {
    const { connection } = createFakeConnection<unknown, unknown>({
      codec: {
        encode: (message) => {
          throw new Error(`cannot encode ${JSON.stringify(message)}`)
        },
        decode: (data) => data,
      },
    })
    expect(() => connection.send({ token: 'secret' })).toThrow(ConnectionError)
    expect(() => connection.send({ token: 'secret' })).not.toThrow(/secret/)
  })
})
