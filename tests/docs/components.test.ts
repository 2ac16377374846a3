// @vitest-environment jsdom
import { fireEvent } from '@testing-library/react'
import { EventSource } from 'eventsource'
import { expect, it, vi } from 'vitest'
import { json, type ChannelProtocol } from 'websocket-store'
import { serve } from '../support/per-test'
import { serveSocketIo } from '../support/socket-io-server'
import { serveSse } from '../support/sse-server'
import { waitFor } from '../support/wait-for'
import { FRAMEWORKS, registryOf, showBlock } from './support/show-block'

type Price = { symbol: string; value: number }

it.each(FRAMEWORKS)('docs/guides/channels.md: the component shows the prices of its channel: %s', async (framework) => {
  const channels: ChannelProtocol<Price, unknown> = { subscribe: (symbol) => ({ symbol }), route: ({ symbol }) => symbol }
  vi.stubGlobal('codec', json<Price, unknown>())
  vi.stubGlobal('channels', channels)
  const server = await serve({ echo: false })
  const { root } = await showBlock(framework, 'docs/guides/channels.md', 'useChannel(connection', '', { props: { url: server.url, symbol: 'OAK' } })
  await waitFor(() => server.messages.length === 1)
  for (const price of [{ symbol: 'OAK', value: 1 }, { symbol: 'ELM', value: 7 }, { symbol: 'OAK', value: 2 }]) server.broadcast(JSON.stringify(price))
  await waitFor(() => root.textContent === 'OAK 2 (1, 2)')
})

it.each(FRAMEWORKS)('docs/guides/live-options.md: the handshake sends the token: %s', async (framework) => {
  const server = await serve({ onMessage: (_, socket) => socket.send('{"price":42}') })
  const { root } = await showBlock(framework, 'docs/guides/live-options.md', 'handshake: ({ send })', server.url, { props: { token: 'abc' } })
  await waitFor(() => root.textContent === '42')
  expect(server.messages).toEqual(['{"type":"auth","token":"abc"}'])
})

it.each(FRAMEWORKS)('docs/guides/streams.md: the history shows nothing new while it is paused: %s', async (framework) => {
  const server = await serve()
  const { root } = await showBlock(framework, 'docs/guides/streams.md', 'windowMs', '', { props: { url: server.url } })
  await waitFor(() => server.alive === 1)
  await waitFor(() => (server.broadcast('one'), root.textContent!.includes('one')))
  fireEvent.click(root.querySelector('button')!)
  await waitFor(() => root.textContent!.startsWith('Resume'))
  server.broadcast('two')
  fireEvent.click(root.querySelector('button')!)
  await waitFor(() => root.textContent!.startsWith('Pause') && root.textContent!.endsWith('two'))
})

it.each(FRAMEWORKS)('docs/guides/streams.md: the reducer adds what was bought: %s', async (framework) => {
  const server = await serve()
  const registry = registryOf()
  const connection = registry.connection(server.url, { codec: json<{ side: string; amount: number }>() })
  const { root } = await showBlock(framework, 'docs/guides/streams.md', 'useMessageReducer(', '', { props: { connection }, registry })
  connection.connect()
  await waitFor(() => server.alive === 1 && connection.getSnapshot().phase === 'open')
  for (const [side, amount] of [['buy', 2], ['sell', 5], ['buy', 3]]) server.broadcast(JSON.stringify({ side, amount }))
  await waitFor(() => root.textContent === '5')
})

it.each(FRAMEWORKS)('docs/guides/requests.md: the component answers the server with its settings: %s', async (framework) => {
  const server = await serve({ echo: false })
  await showBlock(framework, 'docs/guides/requests.md', 'workspace/configuration', server.url, { props: { settings: { tabSize: 2 } } })
  await waitFor(() => server.alive === 1)
  const ask = { jsonrpc: '2.0', id: 7, method: 'workspace/configuration' }
  await waitFor(() => (server.broadcast(JSON.stringify(ask)), server.messages.length > 0))
  expect(JSON.parse(String(server.messages[0]))).toEqual({ jsonrpc: '2.0', id: 7, result: { tabSize: 2 } })
})

it.each(FRAMEWORKS)('docs/guides/event-source.md: the component shows the price: %s', async (framework) => {
  // Neither Node nor jsdom has an EventSource.
  vi.stubGlobal('EventSource', EventSource)
  const server = await serveSse({ onStream: (send) => send({ data: '{"value":42}' }) })
  const { root } = await showBlock(framework, 'docs/guides/event-source.md', 'useWebSocket(', '', { props: { url: server.url } })
  await waitFor(() => root.textContent === '42')
})

it.each(FRAMEWORKS)('docs/guides/socket-io.md: the component shows what it said: %s', async (framework) => {
  const { io, url } = await serveSocketIo()
  io.on('connection', (socket) => socket.on('chat', (text: string) => socket.emit('chat', text)))
  const { root } = await showBlock(framework, 'docs/guides/socket-io.md', 'useMessages(connection', '', { props: { url } })
  await waitFor(() => root.textContent!.startsWith('open'))
  fireEvent.click(root.querySelector('button')!)
  await waitFor(() => root.querySelector('li')?.textContent === 'hello')
})
