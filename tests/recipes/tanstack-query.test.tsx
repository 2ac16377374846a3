// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { VueQueryPlugin, QueryClient as VueQueryClient } from '@tanstack/vue-query'
import { render } from '@testing-library/react'
import { mount } from '@vue/test-utils'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import { defineComponent, ref } from 'vue'
import { getDefaultRegistry, createRegistry } from 'websocket-store'
import { RegistryProvider } from 'websocket-store/react'
import { createWebSocketStore } from 'websocket-store/vue'
import { WebSocket } from 'ws'
import { Quote } from '../../examples/recipes/tanstack-query-react'
import { useQuote } from '../../examples/recipes/tanstack-query-vue'
import { waitFor } from '../support/wait-for'
import { startPriceServer } from './price-server'

afterEach(() => getDefaultRegistry().dispose())

const registryOverWs = () => {
  const registry = createRegistry({ defaults: { WebSocket } })
  onTestFinished(() => registry.dispose())
  return registry
}

interface Shown {
  text(): string
}

const inReact = (url: string, symbol: string): Shown => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const { container, unmount } = render(
    <QueryClientProvider client={client}>
      <RegistryProvider registry={registryOverWs()}>
        <Quote url={url} symbol={symbol} />
      </RegistryProvider>
    </QueryClientProvider>,
  )
  onTestFinished(unmount)
  return { text: () => container.textContent ?? '' }
}

const inVue = (url: string, symbol: string): Shown => {
  const queryClient = new VueQueryClient({ defaultOptions: { queries: { retry: false } } })
  const QuoteView = defineComponent(() => {
    const quote = useQuote(url, ref(symbol))
    return () => quote.value
  })
  const plugins = [createWebSocketStore({ registry: registryOverWs() }), [VueQueryPlugin, { queryClient }]] as never[]
  const wrapper = mount(QuoteView, { global: { plugins } })
  onTestFinished(() => wrapper.unmount())
  return { text: () => wrapper.text() }
}

it.each([
  ['React', inReact],
  ['Vue', inVue],
])('a query in %s sends one request, and shows the prices that the server pushes', async (_name, show) => {
  const server = await startPriceServer()
  onTestFinished(() => server.stop())
  const shown = show(server.url, 'EUR')
  expect(shown.text()).toBe('…')
  await waitFor(() => shown.text() === 'EUR 1')
  server.push(2)
  await waitFor(() => shown.text() === 'EUR 2')
  expect(server.calls).toBe(1)
})

it.each([
  ['React', inReact],
  ['Vue', inVue],
])('a query in %s shows the error of a rejected request', async (_name, show) => {
  const server = await startPriceServer()
  onTestFinished(() => server.stop())
  const shown = show(server.url, 'XXX')
  await waitFor(() => shown.text() !== '…')
  expect(shown.text()).toContain('the request failed')
})
