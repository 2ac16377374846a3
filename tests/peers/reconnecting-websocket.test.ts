import { describe, expect, it, vi } from 'vitest'
import { connectTo, serve } from '../support/per-test'
import { untilPhase } from '../support/wait-for'

// In reconnecting-websocket, an attempt takes a lock. The lock is not released after the last retry, after the url function
// rejects, or after close() during the backoff. Then the socket never dials again.
describe('reconnecting-websocket: connect() always dials again', () => {
  it('dials again after all attempts failed', async () => {
    const server = await serve()
    server.refuseWith(503)
    const connection = connectTo(server.url, { reconnect: { maxAttempts: 1, delay: () => 5 } })
    connection.connect()
    const { error } = await untilPhase(connection, 'closed')
    expect(error?.code).toBe('attempts-exhausted')
    server.refuseWith(null)
    connection.connect()
    await untilPhase(connection, 'open')
    expect(connection.getSnapshot()).toMatchObject({ attempt: 0, error: null })
  })

  it('dials again after the url function rejects, also after a fatal rejection', async () => {
    const server = await serve()
    const getUrl = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new Error('later'))
      .mockRejectedValueOnce(Object.assign(new Error('never'), { fatal: true }))
      .mockResolvedValue(server.url)
    const connection = connectTo(getUrl)
    connection.connect()
    await untilPhase(connection, 'closed')
    expect(getUrl).toHaveBeenCalledTimes(2)
    connection.connect()
    await untilPhase(connection, 'open')
    expect(getUrl).toHaveBeenCalledTimes(3)
  })

  it('dials again after disconnect() during the backoff', async () => {
    const server = await serve()
    server.refuseWith(503)
    const connection = connectTo(server.url, { reconnect: { delay: () => 3_600_000 } })
    connection.connect()
    await untilPhase(connection, 'waiting')
    connection.disconnect()
    expect(connection.getSnapshot()).toMatchObject({ phase: 'closed', retryAt: null })
    server.refuseWith(null)
    connection.connect()
    await untilPhase(connection, 'open')
    expect(server.requests).toHaveLength(2)
  })
})
