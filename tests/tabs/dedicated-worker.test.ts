import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { untilPhase, waitFor } from '../support/wait-for'
import { startServer } from '../support/ws-server'
import { FakeWorker, openLocalPage, startLocalServer } from './support/local-worker'

describe('a page alone with its worker', () => {
  // A socket that lingers would keep the page out of the back-forward cache.
  it('closes its socket at once when the page sleeps, after what the page has sent', async () => {
    const server = await startServer({ echo: false })
    onTestFinished(() => server.stop())
    const worker = new FakeWorker(startLocalServer(() => ({ WebSocket, lingerMs: 60_000 })))
    const { registry, sleep, wake } = openLocalPage(() => worker)
    const connection = registry.connection(server.url)
    onTestFinished(connection.retain())
    await untilPhase(connection, 'open')
    connection.send('last words' as never)
    sleep()
    await waitFor(() => server.alive === 0)
    expect(server.messages).toEqual(['last words'])
    expect(server.closes).toEqual([{ code: 1000, reason: '' }])
    wake()
    await untilPhase(connection, 'open')
    expect(server.opened).toBe(2)
  })
})
