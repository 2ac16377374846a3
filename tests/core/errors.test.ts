import { afterEach, describe, expect, it, vi } from 'vitest'
import { ConnectionError } from 'websocket-store'
import { failure } from '../../src/core/vocabulary/errors'
import { createFakeConnection } from '../support/fake-connection'

afterEach(() => vi.unstubAllEnvs())

describe('an error of the connection', () => {
  it('is an Error with name, code, cause and fatal', () => {
    const cause = new Error('why')
    const error = new ConnectionError('url-failed', 'Fix it.', { cause, fatal: true })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'ConnectionError', message: 'Fix it.', code: 'url-failed', cause, fatal: true })
    expect(new ConnectionError('closed', '')).toMatchObject({ cause: undefined, fatal: false })
  })

  it('is fatal by default when its cause is fatal', () => {
    expect(failure('handshake-failed', { fatal: true }).fatal).toBe(true)
    expect(failure('handshake-failed', Object.assign(new Error('why'), { fatal: true })).fatal).toBe(true)
    for (const cause of [{ fatal: 1 }, new Error('why'), undefined, null, 'fatal'])
      expect(failure('handshake-failed', cause).fatal).toBe(false)
  })

  it('has a message for developers, and only its code in production', () => {
    expect(failure('connect-timeout').message).toMatch(/connectTimeoutMs/)
    vi.stubEnv('NODE_ENV', 'production')
    expect(failure('connect-timeout').message).toBe('connect-timeout')
  })

  it('has a message when `process` does not exist', () => {
    vi.stubGlobal('process', undefined)
    const { message } = failure('connect-timeout')
    vi.unstubAllGlobals()
    expect(message).toContain('connect')
  })

  it('does not quote the error of the codec, because it can contain the payload', () => {
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
