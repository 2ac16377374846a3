import * as vitest from 'vitest'
import { expect, it } from 'vitest'
import { json } from 'websocket-store'
import { serverContract } from 'websocket-store/testing'
import { read } from './support/code-blocks'
import { runBlock } from './support/run-block'
import { serve } from '../support/per-test'

const PAGE = 'docs/guides/server-contract.md'

it('the cases of the first block pass against an echo server that answers pings', async () => {
  const server = await serve({ onMessage: (data, socket) => socket.send(data === 'ping' ? 'pong' : String(data)) })
  const runs: (() => unknown)[] = []
  const it = (_name: string, run: () => unknown) => void runs.push(run)
  const modules = { ws: () => import('ws'), vitest: async () => ({ ...vitest, it }) }
  await runBlock(PAGE, 'has a known list of cases that do not run', server.url, { modules })
  expect(runs).toHaveLength(14)
  await Promise.all(runs.map((run) => run()))
}, 60_000)

it('the table of cases names each case', () => {
  const contract = serverContract('ws://127.0.0.1:1/', { codec: json() })
  const text = read(PAGE)
  // Cases about the same fault share a row, which has a shorter name.
  const shared = /^(accepts the client again after|confirms the subscription to a channel again|keeps an idle connection$|accepts a large message)/
  const names = [...contract, ...contract.missing].map(({ name }) => name)
  expect(names.filter((name) => !shared.test(name) && !text.includes(`| ${name} |`))).toEqual([])
})
