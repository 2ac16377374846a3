// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { QueryClient as VueQueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { fireEvent } from '@testing-library/react'
import type { ComponentType } from 'react'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Component } from 'vue'
import { json, jsonRpc, type Codec, type Connection, type ConnectionOptions } from 'websocket-store'
import { serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { createGate } from './support/gate'
import { registryOverWs } from './support/over-ws'
import { runBlock } from './support/run-block'
import { showReact, showVue, textsOf, type Shown } from './support/show'

const PAGE = 'docs/guides/tanstack-query.md'
const modules = {
  '@tanstack/react-query': () => import('@tanstack/react-query'),
  '@tanstack/vue-query': () => import('@tanstack/vue-query'),
}

const reactClient = () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  onTestFinished(() => client.clear())
  return client
}

const inReact = async (marker: string, name: string, url: string, props: object): Promise<Shown> => {
  const page = await runBlock<Record<string, ComponentType>>(PAGE, marker, url, { language: 'tsx', modules })
  const client = reactClient()
  return showReact(page[name]!, props, { wrap: (children) => <QueryClientProvider client={client}>{children}</QueryClientProvider> })
}
const inVue = async (marker: string, _name: string, url: string, props: object): Promise<Shown> => {
  const page = await runBlock<{ default: Component }>(PAGE, marker, url, { language: 'vue', modules })
  const queryClient = new VueQueryClient({ defaultOptions: { queries: { retry: false } } })
  onTestFinished(() => queryClient.clear())
  return showVue(page.default, props, { plugins: [[VueQueryPlugin, { queryClient }]] })
}
const frameworks = [
  ['React', inReact],
  ['Vue', inVue],
] as const

interface Call {
  id: string
  method: string
  params: { symbol: string; id: string; text: string }
}

/** Answers JSON-RPC calls with what `answer` returns or throws; null breaks the socket instead. Answers to `post` wait for the gate. */
async function serveCalls(answer: (call: Call) => unknown, gate?: Promise<void>) {
  const calls: Call[] = []
  const server = await serve({
    async onMessage(message, socket) {
      const call = JSON.parse(String(message)) as Call
      calls.push(call)
      if (call.method === 'post') await gate
      let outcome: object
      try {
        outcome = { result: answer(call) }
      } catch (error) {
        outcome = { error: { code: 1, message: (error as Error).message } }
      }
      if ('result' in outcome && outcome.result === null) socket.terminate()
      else socket.send(JSON.stringify({ jsonrpc: '2.0', id: call.id, ...outcome }))
    },
  })
  return { server, calls }
}

const output = (shown: Shown) => textsOf(shown, 'output').join()

describe.each(frameworks)('the quote of the page in %s', (_framework, show) => {
  it('loads once, shows what the server pushes, and loads again after a reconnect', async () => {
    let price = 1
    const { server, calls } = await serveCalls(({ params: { symbol } }) => ({ symbol, price }))
    const shown = await show('const isPush', 'Quote', server.url, { symbol: 'EUR' })
    await waitFor(() => output(shown) === 'EUR 1')
    server.broadcast(JSON.stringify({ jsonrpc: '2.0', method: 'price', params: { symbol: 'EUR', price: 2 } }))
    await waitFor(() => output(shown) === 'EUR 2')
    expect(calls).toHaveLength(1)
    price = 3
    server.terminateAll()
    await waitFor(() => output(shown) === 'EUR 3')
    expect(calls).toHaveLength(2)
    await shown.setProps({ symbol: 'USD' })
    await waitFor(() => output(shown) === 'USD 3')
  })

  it('shows the error of a refused request', async () => {
    const { server } = await serveCalls(() => {
      throw new Error('unknown symbol')
    })
    const shown = await show('const isPush', 'Quote', server.url, { symbol: 'XXX' })
    await waitFor(() => output(shown).includes('request'))
  })
})

it('setup writes each push once, however many components share the connection', async () => {
  type Page = { pricesInto(client: QueryClient): ConnectionOptions<unknown, unknown> & { codec: Codec<unknown, unknown> } }
  const { pricesInto } = await runBlock<Page>(PAGE, 'pricesInto', '')
  const { server } = await serveCalls(({ params }) => params)
  const client = reactClient()
  const registry = registryOverWs()
  const connections = [1, 2].map(() => registry.connection(server.url, pricesInto(client)))
  const releases = connections.map((connection) => connection.retain())
  let writes = 0
  client.getQueryCache().subscribe(({ type }) => void (type === 'updated' && writes++))
  client.setQueryData(['price', 'EUR'], { symbol: 'EUR', price: 1 })
  await waitFor(() => connections[0]!.getSnapshot().phase === 'open')
  writes = 0
  server.broadcast(JSON.stringify({ method: 'price', params: { symbol: 'EUR', price: 2 } }))
  await waitFor(() => (client.getQueryData(['price', 'EUR']) as { price: number }).price === 2)
  expect(writes).toBe(1)
  server.terminateAll()
  await waitFor(() => client.getQueryState(['price', 'EUR'])!.isInvalidated)
  releases.forEach((release) => release())
})

describe.each(frameworks)('the mutation of the page in %s', (_framework, show) => {
  async function start(answer: (call: Call) => unknown, gate?: Promise<void>) {
    const stored: Call['params'][] = []
    const { server, calls } = await serveCalls((call) => {
      if (call.method === 'lines') return stored
      const result = answer(call)
      if (!stored.some(({ id }) => id === call.params.id)) stored.push(call.params)
      return result
    }, gate)
    const connection: Connection<unknown, unknown> = registryOverWs().connection(server.url, { codec: json(), requests: jsonRpc() })
    const release = connection.retain()
    onTestFinished(release)
    const shown = await show('useMutation({', 'Chat', '', { connection })
    await waitFor(() => calls.length === 1)
    return { shown, calls, stored, lines: () => textsOf(shown, 'p').join(), post: () => fireEvent.click(shown.element.querySelector('button')!) }
  }

  it('shows the message at once, and removes it when the server refuses it', async () => {
    const gate = createGate()
    const { shown, lines, post } = await start(() => {
      throw new Error('no')
    }, gate.passed)
    post()
    await waitFor(() => lines() === 'hello')
    gate.open()
    await waitFor(() => lines() === '' && output(shown).includes('request'))
  })

  it('sends the message again after a lost socket, and the server stores it once', async () => {
    let losses = 0
    const { calls, stored, lines, post } = await start(() => (losses++ === 0 ? null : 'stored'))
    post()
    await waitFor(() => calls.filter(({ method }) => method === 'post').length === 2)
    await waitFor(() => lines() === 'hello')
    expect(stored).toHaveLength(1)
  })
})
