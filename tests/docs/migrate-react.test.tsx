// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { ComponentType } from 'react'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createRegistry } from 'websocket-store'
import { RegistryProvider } from 'websocket-store/react'
import { WebSocket } from 'ws'
import { serve } from '../support/per-test'
import { runBlock } from './support/run-block'

// The blocks of the migration pages in React: what was there before and what replaces it do the same against a real server.

// The packages use the global WebSocket. That of jsdom is not used, because it needs the network of a browser.
beforeEach(() => void vi.stubGlobal('WebSocket', WebSocket))
afterEach(cleanup)

/** A default import gets the hook, also where the package is compiled to CommonJS. */
const withDefault = async (load: Promise<unknown>) => {
  const module = (await load) as { default: object }
  return 'default' in module.default ? module.default : { __esModule: true, ...module }
}

const modules = {
  'react-use-websocket': () => withDefault(import('react-use-websocket')),
  'reconnecting-websocket': () => withDefault(import('reconnecting-websocket')),
  'websocket-store/compat/react-use-websocket': async () => ({ __esModule: true, ...(await import('websocket-store/compat/react-use-websocket')) }),
  'partysocket/react': () => import('partysocket/react'),
}

async function show(page: string, name: string, url: string, props: object = {}): Promise<void> {
  const components = await runBlock<Record<string, ComponentType>>(`docs/migrate/${page}.md`, `export function ${name}(`, url, { language: 'tsx', modules })
  const Component = components[name]!
  const registry = createRegistry({ defaults: { WebSocket } })
  onTestFinished(() => registry.dispose())
  render(<Component {...props} />, { wrapper: ({ children }) => <RegistryProvider registry={registry}>{children}</RegistryProvider> })
}

const items = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent)

it.each(['PricesBefore', 'Prices'])('react-use-websocket: %s sends JSON and lists what it receives', async (name) => {
  const server = await serve({ onMessage: (_, socket) => socket.send(JSON.stringify({ symbol: 'OAK', value: 42 })) })
  await show('react-use-websocket', name, server.url)
  const button = screen.getByRole<HTMLButtonElement>('button')
  expect(button.disabled).toBe(true)
  await waitFor(() => expect(button.disabled).toBe(false))
  fireEvent.click(button)
  await waitFor(() => expect(items()).toEqual(['OAK 42']))
  expect(server.messages).toEqual(['{"watch":"OAK"}'])
})

it('react-use-websocket: Status sends and shows messages with another import', async () => {
  const server = await serve()
  await show('react-use-websocket', 'Status', server.url)
  const button = screen.getByRole<HTMLButtonElement>('button')
  await waitFor(() => expect(button.disabled).toBe(false))
  fireEvent.click(button)
  await waitFor(() => expect(button.textContent).toBe('next'))
})

it.each(['AccountBefore', 'Account'])('react-use-websocket: %s dials with a token', async (name) => {
  vi.stubGlobal('getToken', async () => 'secret')
  const server = await serve({ onConnection: (socket, { url }) => socket.send(url!) })
  await show('react-use-websocket', name, `${server.url}/?token=`)
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('/?token=secret'))
})

it.each(['RoomBefore', 'Room'])('partysocket: %s dials the room with an id and a token, and lists what it receives', async (name) => {
  vi.stubGlobal('getToken', async () => 'secret')
  const server = await serve()
  await show('partysocket', name, server.url, { room: 'oak' })
  await waitFor(() => expect(server.sockets).toHaveLength(1))
  fireEvent.click(screen.getByRole('button'))
  await waitFor(() => expect(items()).toEqual(['hello']))
  const { pathname, searchParams } = new URL(server.requests.at(-1)!.url!, server.url)
  expect(pathname).toBe('/parties/main/oak')
  expect(searchParams.get('token')).toBe('secret')
  expect(searchParams.get('_pk')).toMatch(/^[\w-]{36}$/)
})

it.each(['StatusBefore', 'Status'])('reconnecting-websocket: %s shows the latest message', async (name) => {
  const server = await serve({ onConnection: (socket) => socket.send('ready') })
  await show('reconnecting-websocket', name, server.url)
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('ready'))
})

it.each(['FeedBefore', 'Feed'])('plain WebSocket: %s sends, lists what it receives, and reconnects', async (name) => {
  const server = await serve()
  await show('plain-websocket', name, server.url)
  const button = screen.getByRole<HTMLButtonElement>('button')
  await waitFor(() => expect(button.disabled).toBe(false))
  fireEvent.click(button)
  await waitFor(() => expect(items()).toEqual(['hello']))
  server.terminateAll()
  await waitFor(() => expect(button.disabled).toBe(true))
  await waitFor(() => expect(button.disabled).toBe(false), { timeout: 5000 })
  fireEvent.click(button)
  await waitFor(() => expect(items()).toEqual(['hello', 'hello']))
})
