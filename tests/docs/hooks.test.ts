// @vitest-environment jsdom
import { expect, it, vi } from 'vitest'
import * as react from 'websocket-store/react'
import * as vue from 'websocket-store/vue'
import { serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { read } from './support/code-blocks'
import { FRAMEWORKS, showBlock } from './support/show-block'

const page = 'docs/guides/hooks.md'

it.each(FRAMEWORKS)('the component of the page shows the last lines and logs all of them: %s', async (framework) => {
  const logged = vi.spyOn(console, 'log').mockImplementation(() => {})
  const server = await serve()
  const { root } = await showBlock(framework, page, 'useMessage(', server.url)
  await waitFor(() => server.alive === 1 && root.querySelector('pre')!.title === 'open')
  for (const line of ['one', 'two', 'three', 'four']) server.broadcast(line)
  await waitFor(() => root.textContent === 'two\nthree\nfour')
  expect(logged.mock.calls.flat()).toEqual(['one', 'two', 'three', 'four'])
})

it.each([
  ['websocket-store/react', react],
  ['websocket-store/vue', vue],
])('lists every hook of %s in its table', (_, entry) => {
  const rows = read(page).split('\n').filter((line) => line.startsWith('|'))
  const hooks = Object.keys(entry).filter((name) => name.startsWith('use'))
  expect(hooks.filter((name) => !rows.some((row) => row.startsWith(`| \`${name}(`)))).toEqual([])
})
