// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import type { ComponentType } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createRegistry } from 'websocket-store'
import { RegistryProvider } from 'websocket-store/react'
import { WebSocket } from 'ws'
import { serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'

const PAGE = 'docs/guides/next.md'

beforeEach(() => void vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true))
afterEach(cleanup)

it('the server shows the first value without a dial, and the browser hydrates it and shows the next ones', async () => {
  const server = await serve({ onConnection: (socket) => socket.send('{"price":2}') })
  const { LivePrice } = await runBlock<{ LivePrice: ComponentType<{ url: string; initial: object }> }>(PAGE, 'export function LivePrice', '', { language: 'tsx' })
  const dial = vi.fn((url: string) => new WebSocket(url))
  const registry = createRegistry({ defaults: { transport: dial } })
  onTestFinished(() => registry.dispose())
  const page = <RegistryProvider registry={registry}><LivePrice url={server.url} initial={{ price: 1 }} /></RegistryProvider>
  const html = renderToString(page)
  expect(html.replaceAll('<!-- -->', '')).toContain('1 <small>resolving</small>')
  expect(dial).not.toHaveBeenCalled()

  const errors = vi.spyOn(console, 'error')
  const container = document.body.appendChild(document.createElement('div'))
  container.innerHTML = html
  const root = await act(async () => hydrateRoot(container, page, { onRecoverableError: (error) => expect(error).toBeUndefined() }))
  onTestFinished(() => act(() => root.unmount()))
  await act(() => waitFor(() => container.textContent === '2 open'))
  expect([dial.mock.calls.length, errors.mock.calls]).toEqual([1, []])
})

it('each attempt gets a fresh ticket', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
  let tickets = 0
  vi.stubGlobal('fetch', async () => ({ ok: true, text: async () => String(++tickets) }))
  const server = await serve()
  class OwnServer extends WebSocket {
    constructor(url: string) {
      super(`${server.url}/${new URL(url).search}`)
    }
  }
  const { Status } = await runBlock<{ Status: ComponentType }>(PAGE, 'export function Status', '', { language: 'tsx' })
  const registry = createRegistry({ defaults: { WebSocket: OwnServer, reconnect: { delay: () => 10 } } })
  onTestFinished(() => registry.dispose())
  render(<RegistryProvider registry={registry}><Status /></RegistryProvider>)
  await screen.findByText('open')
  server.terminateAll()
  await waitFor(() => server.opened === 2)
  expect(server.requests.map(({ url }) => url)).toEqual(['/?ticket=1', '/?ticket=2'])
})
