import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { pause, untilPhase, waitFor } from '../support/wait-for'
import { startServer } from '../support/ws-server'
import { startTabs } from './support/tabs'

interface Request {
  readonly name: string
  readonly run: () => unknown
  readonly isLate: boolean
}

/**
 * Exclusive locks. `isLate` says whose requests arrive late at the browser, as those of a busy process do. `end` ends their holders.
 */
function stubLocks(lateMs: number) {
  const held = new Map<string, () => void>()
  const waiting = new Set<Request>()
  async function grant(request: Request): Promise<void> {
    const { name, run } = request
    waiting.delete(request)
    const ended = new Promise<void>((resolve) => held.set(name, resolve))
    await Promise.race([run(), ended])
    held.delete(name)
    const next = [...waiting].find((each) => each.name === name)
    if (next) void grant(next)
  }
  const locks = {
    request(name: string, { mode, signal }: LockOptions, run: (lock: object) => unknown) {
      // Holders request them exclusively, and those that wait for their end do not.
      const request: Request = { name, run: () => run({ name }), isLate: mode === 'exclusive' }
      signal?.addEventListener('abort', () => waiting.delete(request))
      const arrive = () => (held.has(name) ? void waiting.add(request) : void grant(request))
      if (request.isLate) setTimeout(arrive, lateMs)
      else arrive()
      return Promise.resolve()
    },
  }
  vi.stubGlobal('navigator', { locks })
  return { end: () => held.forEach((release) => release()), held, waiting }
}

async function startOne() {
  const server = await startServer()
  onTestFinished(() => server.stop())
  const page = startTabs(() => ({ lingerMs: 10 })).openPage()
  const connection = page.registry.connection(server.url)
  connection.retain()
  await untilPhase(connection, 'open')
  return { server, connection, page }
}

describe('the lock of a page', () => {
  it('keeps the page served when its request arrives late', async () => {
    stubLocks(30)
    const { server, connection } = await startOne()
    await pause(60)
    const received: unknown[] = []
    connection.onMessage((message) => received.push(message))
    server.broadcast('hello')
    await waitFor(() => received.length === 1)
    expect(server.alive).toBe(1)
  })

  it('ends the demand of the page when the browser releases it', async () => {
    const { held, waiting } = stubLocks(0)
    const { server, connection } = await startOne()
    // The page waits for the worker, and the worker for the page.
    await waitFor(() => held.size === 2 && waiting.size === 2)
    const [ofPage] = [...waiting].filter(({ name }) => name !== [...held.keys()][0])
    held.get(ofPage!.name)!()
    await waitFor(() => server.alive === 0)
    expect(connection.getSnapshot().phase).toBe('open')
  })

  it('is not waited for while the page sleeps', async () => {
    const { held, waiting } = stubLocks(0)
    const { page, server } = await startOne()
    await waitFor(() => held.size === 2 && waiting.size === 2)
    page.sleep()
    await waitFor(() => held.size === 1 && waiting.size === 0)
    await waitFor(() => server.alive === 0)
    page.wake()
    await waitFor(() => held.size === 2 && waiting.size === 2)
  })
})

describe('the lock of a worker', () => {
  it('shows the connection as lost when the browser releases it', async () => {
    const { held, waiting } = stubLocks(0)
    const { connection } = await startOne()
    await waitFor(() => held.size === 2 && waiting.size === 2)
    const [ofWorker] = held.keys()
    held.get(ofWorker!)!()
    const { error } = await untilPhase(connection, 'waiting')
    expect(error).toMatchObject({ code: 'worker-failed', message: expect.stringContaining('The worker ended') as string })
  })
})
