import { describe, expect, it, onTestFinished } from 'vitest'
import type { Connection, ConnectionOptions, ConnectionUrl } from 'websocket-store'
import type { ServedOptions, ServedPage } from 'websocket-store/tabs/worker'
import { untilPhase, waitFor } from '../support/wait-for'
import { startServer } from '../support/ws-server'
import { startTabs, type Page } from './support/tabs'

async function start(optionsFor?: (url: string, page: ServedPage) => ServedOptions) {
  const server = await startServer({ echo: false })
  onTestFinished(() => server.stop())
  const tabs = startTabs(optionsFor)
  return {
    server,
    paths: () => server.requests.map(({ url }) => url),
    open(url: ConnectionUrl, options?: ConnectionOptions): { page: Page; connection: Connection } {
      const page = tabs.openPage()
      const connection = page.registry.connection(url, options)
      connection.retain()
      return { page, connection }
    },
  }
}

describe('the url function of a page', () => {
  it('is called for each attempt, with its number and how the last one ended', async () => {
    const { server, open, paths } = await start()
    const contexts: unknown[] = []
    const { connection } = open(({ attempt, lastClose, signal }) => {
      contexts.push([attempt, lastClose?.code, signal.aborted])
      return `${server.url}/${contexts.length}`
    })
    await untilPhase(connection, 'open')
    server.closeAll(1012)
    await waitFor(() => server.opened === 2)
    expect(contexts).toEqual([
      [0, undefined, false],
      [1, 1012, false],
    ])
    expect(paths()).toEqual(['/1', '/2'])
  })

  it('makes a connection of the page without a key, and one that pages share with a key', async () => {
    const { server, open } = await start()
    const own = [1, 2].map(() => open(() => server.url))
    await Promise.all(own.map(({ connection }) => untilPhase(connection, 'open')))
    expect(server.opened).toBe(2)
    let calls = 0
    const shared = [1, 2].map(() => open(() => (calls++, server.url), { key: 'feed' }))
    await Promise.all(shared.map(({ connection }) => untilPhase(connection, 'open')))
    expect([server.opened, calls]).toEqual([3, 1])
  })

  it('is that of the next page after the first one has ended', async () => {
    const { server, open, paths } = await start()
    const [first, second] = [open(() => `${server.url}/first`, { key: 'feed' }), open(() => `${server.url}/second`, { key: 'feed' })]
    await Promise.all([first, second].map(({ connection }) => untilPhase(connection, 'open')))
    first.page.crash()
    server.terminateAll()
    await waitFor(() => server.opened === 2)
    expect(paths()).toEqual(['/first', '/second'])
  })

  it('is that of the next page while the first one is frozen', async () => {
    const { server, open, paths } = await start()
    const [first, second] = [open(() => `${server.url}/first`, { key: 'feed' }), open(() => `${server.url}/second`, { key: 'feed' })]
    await Promise.all([first, second].map(({ connection }) => untilPhase(connection, 'open')))
    first.page.freeze()
    server.terminateAll()
    await waitFor(() => server.opened === 2)
    expect(paths()).toEqual(['/first', '/second'])
  })

  it('aborts its signal when the page wants the connection no more', async () => {
    const { open } = await start()
    let isAborted = false
    let isCalled = false
    const { connection } = open(({ signal }) => {
      isCalled = true
      signal.addEventListener('abort', () => (isAborted = true))
      return new Promise(() => {})
    })
    await waitFor(() => isCalled)
    connection.disconnect()
    await waitFor(() => isAborted)
  })

  it('shows its error, which is fatal when it is marked so', async () => {
    const { open } = await start()
    const { connection } = open(() => {
      throw Object.assign(new Error('logged out'), { fatal: true })
    })
    const { error } = await untilPhase(connection, 'closed')
    expect(error).toMatchObject({ code: 'url-failed', fatal: true, cause: { message: 'logged out' } })
  })

  it('closes the connection for good when it returns no url', async () => {
    const { open } = await start()
    const { connection } = open(() => undefined as never)
    expect((await untilPhase(connection, 'closed')).error).toMatchObject({ code: 'invalid-url', fatal: true })
  })

  it('gives the worker the key to choose the options by', async () => {
    const given: unknown[] = []
    const { server, open } = await start((url, { key }) => {
      given.push([url, key])
      return {}
    })
    await untilPhase(open(() => server.url, { key: 'feed' }).connection, 'open')
    expect(given).toEqual([['', 'feed']])
  })
})

describe('the protocols function of a page', () => {
  it('is called for each attempt, and pages share the connection', async () => {
    const { server, open } = await start()
    let calls = 0
    const protocols = () => [`token${++calls}`]
    const pages = [1, 2].map(() => open(server.url, { protocols }))
    await Promise.all(pages.map(({ connection }) => untilPhase(connection, 'open')))
    expect(pages.map(({ connection }) => connection.getSnapshot().protocol)).toEqual(['token1', 'token1'])
    server.terminateAll()
    await waitFor(() => pages.every(({ connection }) => connection.getSnapshot().protocol === 'token2'))
    expect([server.opened, calls]).toEqual([2, 2])
  })
})

describe('a connection with a key', () => {
  it('uses the url that the page names now', async () => {
    const { server, open, paths } = await start()
    const { page } = open(`${server.url}/other`, { key: 'other' })
    const holder = { url: `${server.url}/1`, options: { key: 'feed' } }
    const connection = page.registry.acquire(holder)
    connection.holdOptions(holder)
    connection.retain()
    await untilPhase(connection, 'open')
    holder.url = `${server.url}/2`
    server.terminateAll()
    await waitFor(() => paths().includes('/2'))
    expect(paths().filter((path) => path !== '/other')).toEqual(['/1', '/2'])
  })

  it('uses the last url of a page that is frozen', async () => {
    const { server, open, paths } = await start()
    const { page, connection } = open(`${server.url}/1`, { key: 'feed' })
    await untilPhase(connection, 'open')
    page.freeze()
    server.terminateAll()
    await waitFor(() => server.opened === 2)
    expect(paths()).toEqual(['/1', '/1'])
  })
})
