import { expect, it, onTestFinished } from 'vitest'
import type { Connection } from 'websocket-store'
import { serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'

interface Page {
  connection: Connection<string, string>
  errors(signal: AbortSignal): Promise<string[]>
}

it('the loop of the page collects errors across reconnects until its signal is aborted', async () => {
  const server = await serve()
  const { connection, errors } = await runBlock<Page>('docs/guides/streams.md', 'export async function errors', server.url)
  onTestFinished(() => connection.dispose())
  const controller = new AbortController()
  const found = errors(controller.signal)
  const received: string[] = []
  connection.onMessage((line) => void received.push(line))
  connection.connect()
  for (const part of ['one', 'two']) {
    await waitFor(() => server.alive === 1 && connection.getSnapshot().phase === 'open')
    server.broadcast(`error ${part}`)
    server.broadcast('fine')
    await waitFor(() => received.length % 2 === 0 && received.at(-2) === `error ${part}`)
    server.terminateAll()
    await waitFor(() => connection.getSnapshot().phase !== 'open')
  }
  controller.abort()
  expect(await found).toEqual(['error one', 'error two'])
})
