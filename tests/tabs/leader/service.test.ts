import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRegistry, type ConnectionRegistry } from 'websocket-store'
import { createTestServer, type TestServer } from 'websocket-store/testing'
import { watchLines, type LineWatch } from '../../../src/tabs/leader/service'

const HEARTBEAT = { intervalMs: 60_000, timeoutMs: 60_000 }

describe('the lines of a leader', () => {
  let server: TestServer
  let registry: ConnectionRegistry
  let watch: LineWatch
  beforeEach(() => {
    server = createTestServer({ heartbeat: true })
    registry = createRegistry()
    watch = watchLines(registry, Date.now)
  })
  afterEach(() => {
    watch.stop()
    registry.dispose()
    server.stop()
  })

  const connect = async (heartbeat: false | typeof HEARTBEAT) => {
    const connection = registry.connection(server.url, { heartbeat, WebSocket: server.WebSocket })
    connection.retain()
    await vi.waitFor(() => expect(connection.getSnapshot().phase).toBe('open'))
  }

  it('are idle without an open socket', () => {
    const done = vi.fn()
    watch.probe(done)
    expect(done).toHaveBeenCalledExactlyOnceWith('idle')
  })

  it('are idle when no socket has a heartbeat', async () => {
    await connect(false)
    const done = vi.fn()
    watch.probe(done)
    expect(done).toHaveBeenCalledExactlyOnceWith('idle')
  })

  it('are proved by the answer to a ping, for all probes that wait', async () => {
    await connect(HEARTBEAT)
    const first = vi.fn()
    const second = vi.fn()
    watch.probe(first)
    watch.probe(second)
    expect(first).not.toHaveBeenCalled()
    await vi.waitFor(() => expect(second).toHaveBeenCalledExactlyOnceWith('frame'))
    expect(first).toHaveBeenCalledExactlyOnceWith('frame')
    expect(watch.lastFrameAt()).toBeGreaterThan(0)
  })

  it('are not proved while the server is silent', async () => {
    await connect(HEARTBEAT)
    server.silence()
    const done = vi.fn()
    watch.probe(done)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(done).not.toHaveBeenCalled()
  })
})
