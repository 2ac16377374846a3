import { describe, expect, it } from 'vitest'
import type { ConnectionOptions } from 'websocket-store'
import { settingsOf } from '../../support/settings'

describe('settings', () => {
  it('are the defaults for undefined options, also for undefined parts of an option', () => {
    // Programs without strict types, or that pass options on, have undefined values.
    const given: object = {
      lingerMs: undefined,
      connectTimeoutMs: 5,
      reconnect: { minDelayMs: undefined, maxDelayMs: 7 },
      heartbeat: { intervalMs: undefined },
      queue: undefined,
    }
    const settings = settingsOf(given as ConnectionOptions<unknown, unknown>)
    expect([settings.lingerMs, settings.connectTimeoutMs]).toEqual([1000, 5])
    expect(settings.reconnect).toMatchObject({ minDelayMs: 500, maxDelayMs: 7, maxAttempts: Infinity })
    expect(settings.heartbeat).toMatchObject({ intervalMs: 25_000, message: 'ping' })
    expect(settings.queue).toMatchObject({ maxMessages: 1000, overflow: 'drop-newest' })
  })

  it('of one connection do not change those of another', () => {
    settingsOf({ queue: { maxMessages: 1 }, reconnect: { maxAttempts: 1 } })
    expect(settingsOf({}).queue).toMatchObject({ maxMessages: 1000 })
    expect(settingsOf({}).reconnect).toMatchObject({ maxAttempts: Infinity })
  })

  it('are false for options that are false', () => {
    expect(settingsOf({ reconnect: false, queue: false, heartbeat: false })).toMatchObject({ reconnect: false, queue: false, heartbeat: false })
  })
})
