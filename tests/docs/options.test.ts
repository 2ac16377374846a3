// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { createRegistry, type ConnectionRegistry } from 'websocket-store'
import { readyStateOf, type Phase } from '../../src/core/vocabulary/ready-state'
import { serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { read } from './support/code-blocks'
import { runBlock } from './support/run-block'
import { FRAMEWORKS, showBlock } from './support/show-block'

const page = 'docs/guides/options.md'

it.each(FRAMEWORKS)('the component of the page shows the selected price: %s', async (framework) => {
  const server = await serve({ onConnection: (socket) => socket.send('{"price":42}') })
  const { root } = await showBlock(framework, page, 'message.price', server.url)
  await waitFor(() => root.textContent === '42')
})

it('lists the ready state of each phase', () => {
  const rows = [...read(page).split('| `phase` | `readyState` |')[1]!.matchAll(/^\| `(\w+)` \| (-?\d) \|/gm)].map(([, phase, readyState]) => [phase, Number(readyState)])
  expect(rows).toHaveLength(9)
  expect(rows).toEqual(rows.map(([phase]) => [phase, readyStateOf(phase as Phase)]))
})

it('names every field of the snapshot', () => {
  const connection = createRegistry().connection('wss://host.test')
  const fields = Object.keys(connection.getSnapshot())
  const rows = read(page).split('\n').filter((line) => line.startsWith('|'))
  expect(fields.filter((field) => !rows.some((row) => row.includes(`\`${field}\``)))).toEqual([])
})

it('the registry of the page gives its connections the defaults', async () => {
  const { registry } = await runBlock<{ registry: ConnectionRegistry }>(page, 'export const registry', '')
  expect(registry.connection('wss://host.test').options).toMatchObject({ lingerMs: 5000, heartbeat: { intervalMs: 20_000 } })
})
