import { expect, it } from 'vitest'
import { pause, waitFor } from '../../support/wait-for'
import { startProcess, type ServerProcess } from './process'
import type { InteropServer, StartedServer } from './server'
import { asStarted, nodeProgram } from './started'
import { opened, untilOpens } from './watched'

export interface StartedProxy extends StartedServer {
  /** The `ws` server behind the proxy. */
  readonly behind: ServerProcess
  /** Makes the proxy read its configuration again. */
  reload(): void
}

/** The idle timeout of a silent socket in the configurations of these tests. */
export const IDLE_SECONDS = 2
/** How long old sockets stay open after a reload. */
export const RELOAD_SECONDS = 3

/** Starts a proxy in front of a `ws` server. The contract tests both together. Its `kill` and `freeze` affect only the proxy. */
export async function startProxied(
  start: (target: number) => Promise<{ proxy: ServerProcess; url: string; reloadSignal: NodeJS.Signals; remove(): void }>,
): Promise<StartedProxy> {
  const behind = await startProcess(nodeProgram('ws.ts'))
  const { proxy, url, reloadSignal, remove } = await start(behind.port)
  return {
    ...asStarted(proxy),
    url,
    behind,
    reload: () => proxy.signal(reloadSignal, 'leader'),
    async stop() {
      await Promise.all([proxy.stop(), behind.stop()])
      remove()
    },
  }
}

/** Tests of the behaviour of a proxy with the sockets that pass through it. */
export function proxyBehaviour(server: InteropServer, started: () => StartedProxy): void {
  const { options } = server
  it('a silent socket is cut at its idle timeout (1006), and replaced', async () => {
    const watched = await opened(started().url, options)
    const openedAt = performance.now()
    await untilOpens(watched, 2)
    expect(performance.now() - openedAt).toBeGreaterThan(IDLE_SECONDS * 1000 - 100)
    expect(watched.closes[0]).toMatchObject({ code: 1006, wasClean: false })
  })

  it('a heartbeat below its idle timeout keeps a socket that is silent otherwise', async () => {
    const { closes, opens } = await opened(started().url, { ...options, heartbeat: { intervalMs: 500 } })
    await pause(IDLE_SECONDS * 2000)
    expect([closes, opens]).toEqual([[], [false]])
  })

  it('a reload keeps the sockets for the time it is given, and then they come to the new process', async () => {
    const watched = await opened(started().url, { ...options, heartbeat: { intervalMs: 300 } })
    const reloadedAt = performance.now()
    started().reload()
    watched.connection.send('still here')
    await waitFor(() => watched.messages.includes('still here'))
    await untilOpens(watched, 2)
    expect(performance.now() - reloadedAt).toBeGreaterThan(RELOAD_SECONDS * 1000 - 100)
    expect(watched.closes[0]?.code).toBe(1006)
    watched.connection.send('on the new one')
    await waitFor(() => watched.messages.includes('on the new one'))
  })

  it('a server behind it that is killed: 1006, refused dials while it is away, a reconnect once it is back', async () => {
    const { behind, url } = started()
    const watched = await opened(url, options)
    await behind.end('SIGKILL')
    await waitFor(() => watched.errors.includes('connect-failed'))
    expect(watched.closes.map(({ code }) => code)).toEqual([1006])
    await behind.start()
    await untilOpens(watched, 2)
  })

  it('a server behind it that stops answering is found by the heartbeat, and the socket replaced', async () => {
    const { behind, url } = started()
    const heartbeat = { intervalMs: 300, timeoutMs: 1500 }
    const watched = await opened(url, { ...options, heartbeat, connectTimeoutMs: 3000 })
    behind.signal('SIGSTOP')
    try {
      await waitFor(() => watched.errors.includes('heartbeat-timeout'))
    } finally {
      behind.signal('SIGCONT')
    }
    await untilOpens(watched, 2)
  })
}
