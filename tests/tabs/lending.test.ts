import { describe, expect, it, onTestFinished } from 'vitest'
import type { Connection } from 'websocket-store'
import type { TabsOptions } from 'websocket-store/tabs'
import type { ServedOptions, ServedPage, ServeSettings } from 'websocket-store/tabs/worker'
import { untilPhase, waitFor } from '../support/wait-for'
import { startServer } from '../support/ws-server'
import { startTabs, type Page } from './support/tabs'

type Lend = NonNullable<TabsOptions['lend']>

async function start(optionsFor: (url: string, page: ServedPage) => ServedOptions, settings?: ServeSettings) {
  const server = await startServer({ echo: false })
  onTestFinished(() => server.stop())
  const tabs = startTabs(optionsFor, settings)
  return {
    server,
    open(lend?: Lend): { page: Page; connection: Connection } {
      const page = tabs.openPage(lend && { lend })
      const connection = page.registry.connection(server.url)
      connection.retain()
      return { page, connection }
    },
  }
}

/** Options whose handshake sends the token of a page. */
const withToken = (_url: string, { lent }: ServedPage): ServedOptions => ({ handshake: async ({ send }) => send(await lent('token')) })

describe('a function that a page lends', () => {
  it('is called again before each attempt', async () => {
    const { server, open } = await start(withToken)
    let count = 0
    const { connection } = open({ token: async () => `token ${++count}` })
    await untilPhase(connection, 'open')
    server.terminateAll()
    await waitFor(() => server.messages.length === 2)
    expect(server.messages).toEqual(['token 1', 'token 2'])
  })

  it('receives the arguments of the call and a signal', async () => {
    const { server, open } = await start((_url, { lent }) => ({
      handshake: async ({ send }) => send(JSON.stringify(await lent('sum', { a: 1 }, 2))),
    }))
    const { connection } = open({ sum: ({ a }: { a: number }, b: number, { signal }: { signal: AbortSignal }) => [a + b, signal.aborted] })
    await untilPhase(connection, 'open')
    expect(server.messages).toEqual(['[3,false]'])
  })

  it('is that of the page that has used the connection for the longest time, and of the next one when that ends', async () => {
    const { server, open } = await start(withToken)
    const first = open({ token: () => 'first' })
    await untilPhase(first.connection, 'open')
    const second = open({ token: () => 'second' })
    await untilPhase(second.connection, 'open')
    server.terminateAll()
    await waitFor(() => server.messages.length === 2)
    first.page.crash()
    server.terminateAll()
    await waitFor(() => server.messages.length === 3)
    expect(server.messages).toEqual(['first', 'first', 'second'])
  })

  it('is called in the next page when the page dies during the call', async () => {
    const { server, open } = await start(withToken)
    let isCalled = false
    const first = open({
      token: () => {
        isCalled = true
        return new Promise(() => {})
      },
    })
    await waitFor(() => isCalled)
    const second = open({ token: () => 'second' })
    await waitFor(() => second.page.received['state'])
    first.page.crash()
    await untilPhase(second.connection, 'open')
    expect(server.messages).toEqual(['second'])
  })

  it('is called in the next page when the page is frozen', async () => {
    const { server, open } = await start(withToken)
    const first = open({ token: () => 'first' })
    await untilPhase(first.connection, 'open')
    const second = open({ token: () => 'second' })
    await untilPhase(second.connection, 'open')
    first.page.freeze()
    server.terminateAll()
    await waitFor(() => server.messages.length === 2)
    expect(server.messages).toEqual(['first', 'second'])
    first.page.thaw()
    await untilPhase(first.connection, 'open')
  })

  it('may take longer than a frozen page is waited for, in a page that reacts', async () => {
    const { server, open } = await start(withToken)
    const first = open({ token: () => new Promise((resolve) => setTimeout(() => resolve('slow'), 1300)) })
    open({ token: () => 'second' })
    await untilPhase(first.connection, 'open')
    expect(server.messages).toEqual(['slow'])
  })

  it('stops the attempts with an error that is marked as fatal', async () => {
    const { open } = await start(withToken)
    const { connection } = open({ token: () => Promise.reject(Object.assign(new Error('logged out'), { fatal: true })) })
    const { error } = await untilPhase(connection, 'closed')
    expect(error).toMatchObject({ code: 'handshake-failed', fatal: true, cause: { message: 'logged out' } })
  })

  /** The error of a handshake that calls `token`. */
  async function errorOf(lend: Lend | undefined, optionsFor = withToken, settings?: ServeSettings): Promise<unknown> {
    const { open } = await start(optionsFor, settings)
    const { connection } = open(lend)
    const errors: { readonly cause?: unknown }[] = []
    connection.on('error', (error) => void errors.push(error))
    await waitFor(() => errors.length > 0)
    return errors[0]!.cause
  }

  it('fails with a remedy when no page lends it', async () => {
    const remedy = expect.stringContaining('Pass it to createTabsRegistry() in every page: { lend: { token') as string
    expect(await errorOf(undefined)).toMatchObject({ message: remedy })
    expect(await errorOf({ other: () => 'a' })).toMatchObject({ message: remedy })
  })

  it('fails with a remedy when its result cannot be copied', async () => {
    expect(await errorOf({ token: () => () => {} })).toMatchObject({
      name: 'TypeError',
      message: expect.stringMatching(/^The result of a function that the page lends cannot be copied .* Use plain data/) as string,
    })
  })

  it('fails with a remedy when an argument cannot be copied', async () => {
    const optionsFor = (_url: string, { lent }: ServedPage): ServedOptions => ({ handshake: async () => void (await lent('token', () => {})) })
    expect(await errorOf({ token: () => 'a' }, optionsFor)).toMatchObject({
      name: 'TypeError',
      message: expect.stringMatching(/^An argument of the lent function `token` cannot be copied/) as string,
    })
  })

  it('fails with a remedy after its time, and its signal aborts', async () => {
    let isAborted = false
    const token = ({ signal }: { signal: AbortSignal }) =>
      new Promise(() => {
        signal.addEventListener('abort', () => (isAborted = true))
      })
    expect(await errorOf({ token }, withToken, { lentTimeoutMs: 30 })).toMatchObject({ message: expect.stringContaining('raise `lentTimeoutMs`') as string })
    await waitFor(() => isAborted)
  })
})
