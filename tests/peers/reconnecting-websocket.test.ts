import { describe, expect, it, vi } from 'vitest'
import { connectTo, serve } from '../support/per-test'
import { untilPhase } from '../support/wait-for'

// There, a lock that is taken for an attempt is not given back when retries are used up, when the url function rejects, or
// when close() comes during the backoff: after any of these it never dials again.
describe('reconnecting-websocket: nothing leaves it dead', () => {
  it('dials again after all attempts were used up', async () => {
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

  it('goes on after the url function rejected, also for good', async () => {
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

  it('dials again after it was closed during the backoff', async () => {
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
