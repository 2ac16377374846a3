// @vitest-environment jsdom
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createSSRApp, effectScope, type App, type Component, type Ref } from 'vue'
import { getDefaultRegistry } from 'websocket-store'
import { renderToString } from 'vue/server-renderer'
import { WebSocket } from 'ws'
import { serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'

const PAGE = 'docs/guides/nuxt.md'

type Install = { installConnections(app: App): App }

beforeEach(() => {
  vi.stubGlobal('WebSocket', WebSocket)
  onTestFinished(() => getDefaultRegistry().dispose())
})

it('the server shows the first value without a dial, and the browser hydrates it and shows the next ones', async () => {
  const warn = vi.spyOn(console, 'warn')
  const server = await serve({ onConnection: (socket) => socket.send('{"price":2}') })
  const { default: LivePrice } = await runBlock<{ default: Component }>(PAGE, 'defineProps', '', { language: 'vue' })
  const { installConnections } = await runBlock<Install>(PAGE, 'export const installConnections', '')
  const createApp = () => installConnections(createSSRApp(LivePrice, { url: server.url, initial: { price: 1 } }))

  // There is no page on a server.
  const { document: page } = globalThis
  vi.stubGlobal('document', undefined)
  const html = await renderToString(createApp())
  vi.stubGlobal('document', page)
  expect(html).toContain('1 <small>resolving</small>')
  expect(server.requests).toHaveLength(0)

  const container = document.body.appendChild(document.createElement('div'))
  container.innerHTML = html
  const app = createApp()
  app.mount(container)
  await waitFor(() => container.textContent?.trim() === '2 open')
  expect([server.opened, warn.mock.calls]).toEqual([1, []])
  app.unmount()
  await waitFor(() => server.alive === 0)
})

it('each attempt gets a fresh ticket', async () => {
  let tickets = 0
  vi.stubGlobal('fetch', async () => ({ ok: true, text: async () => String(++tickets) }))
  const server = await serve()
  vi.stubGlobal('WebSocket', class extends WebSocket {
    constructor(url: string) {
      super(`${server.url}/${new URL(url).search}`)
    }
  })
  const { useFeed } = await runBlock<{ useFeed(): { phase: Ref<string> } }>(PAGE, 'export const useFeed', '')
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  const { phase } = scope.run(useFeed)!
  await waitFor(() => phase.value === 'open')
  server.terminateAll()
  await waitFor(() => server.opened === 2)
  expect(server.requests.map(({ url }) => url)).toEqual(['/?ticket=1', '/?ticket=2'])
})
