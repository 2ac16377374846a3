import { expect, it, onTestFinished, vi } from 'vitest'
import type { Connection } from 'websocket-store'
import { serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { read } from './support/code-blocks'
import { runBlock } from './support/run-block'

const page = 'docs/guides/without-a-framework.md'

it('the page connects, sends, and logs the state and the messages', async () => {
  const logged = vi.spyOn(console, 'log').mockImplementation(() => {})
  const server = await serve()
  const { connection } = await runBlock<{ connection: Connection }>(page, 'connection.connect()', server.url, {
    modules: { ws: () => import('ws') },
  })
  onTestFinished(() => connection.dispose())
  await waitFor(() => logged.mock.calls.length === 4)
  expect(logged.mock.calls.map(([first]) => first as unknown)).toEqual(['resolving', 'connecting', 'open', { type: 'hello' }])
})

it('the page lists every event of a connection', () => {
  const [, members = ''] = /^interface Listeners<In, Out> \{\n(.*?)^\}/ms.exec(read('src/core/vocabulary/events.ts')) ?? []
  const events = [...members.matchAll(/^ {2}(\w+)\(/gm)].map(([, name = '']) => name).filter((name) => name !== 'message')
  expect(events).toHaveLength(6)
  expect(events.filter((name) => !read(page).includes(`\n| \`${name}\` |`))).toEqual([])
})
