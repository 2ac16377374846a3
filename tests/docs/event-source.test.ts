import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import type { Connection } from 'websocket-store'
import { serveSse } from '../support/sse-server'
import { untilPhase, waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'

type Page = Record<string, Connection<unknown, never>> & { news: string[] }

async function run(marker: string, url: string, name: string): Promise<Page> {
  const page = await runBlock<Page>('docs/guides/event-source.md', marker, url)
  onTestFinished(() => page[name]!.dispose())
  return page
}

// The page logs what it receives.
beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => {}))

it('the page receives prices', async () => {
  const server = await serveSse({ onStream: (send) => send({ data: '{"symbol":"OAK","value":42}' }) })
  await run('export const prices', `${server.url}/prices`, 'prices')
  await waitFor(() => vi.mocked(console.log).mock.calls.length === 1)
  expect(console.log).toHaveBeenCalledWith('OAK', 42)
})

it('the page keeps the news with their event ids', async () => {
  const server = await serveSse({
    onStream: (send) =>
      send({ event: 'price', data: '{"text":"42"}', id: '1' }, { event: 'news', data: '{"text":"rain"}', id: '2' }),
  })
  const { news } = await run('export const feed', `${server.url}/feed`, 'feed')
  await waitFor(() => news.length === 1)
  expect(news).toEqual(['2: rain'])
})

it('the page sends its token and the last event id in headers', async () => {
  const server = await serveSse()
  vi.stubGlobal('getToken', () => 'abc')
  const { log } = await run('export const log', `${server.url}/log`, 'log')
  log!.connect()
  await untilPhase(log!, 'open')
  server.send({ data: 'x', id: '41' })
  await waitFor(() => log!.getSnapshot().data === 'x')
  server.endAll()
  await waitFor(() => server.requests.length === 2)
  const { url, headers } = server.requests[1]!
  expect([url, headers.authorization, headers['last-event-id']]).toEqual(['/log', 'Bearer abc', '41'])
})
