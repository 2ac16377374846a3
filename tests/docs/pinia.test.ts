// @vitest-environment jsdom
import { createPinia, setActivePinia, storeToRefs, type Pinia, type Store } from 'pinia'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createSSRApp, defineComponent, h, nextTick, type Plugin, type Ref } from 'vue'
import { renderToString } from 'vue/server-renderer'
import type { Connection, ConnectionRegistry } from 'websocket-store'
import { createWebSocketStore } from 'websocket-store/vue'
import { serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { registryOverWs } from './support/over-ws'
import { runBlock } from './support/run-block'
import { showVue, textsOf } from './support/show'

const PAGE = 'docs/guides/pinia.md'
const modules = { pinia: () => import('pinia') }

type PriceStore = Store & {
  phase: string
  prices: Record<string, number>
  connection: Connection<unknown, unknown>
  send(message: { watch: string }): string
}
type ChatStore = Store & { lines: string[]; phase: string; login(id: string): void; logout(): void; send(message: { text: string }): string }
type AlertStore = Store & { alerts: { id: number }[]; follow(): () => void }

const loadPrices = async (url: string) => (await runBlock<{ usePrices: (pinia?: Pinia) => PriceStore }>(PAGE, 'usePrices =', url, { modules })).usePrices

/** Two components that use the store, in one application. */
const pricesView = (usePrices: () => PriceStore) => {
  const Part = defineComponent(() => {
    const { phase, prices } = storeToRefs(usePrices()) as unknown as { phase: Ref<string>; prices: Ref<object> }
    return () => h('p', `${phase.value} ${JSON.stringify(prices.value)}`)
  })
  return defineComponent(() => () => h('main', [h(Part), h(Part)]))
}

describe('the store of prices', () => {
  it('has one socket for all components, and gets each message once', async () => {
    const server = await serve({ echo: false })
    const usePrices = await loadPrices(server.url)
    const pinia = createPinia()
    const shown = showVue(pricesView(() => usePrices(pinia)), {}, { plugins: [pinia] })
    const store = usePrices(pinia)
    await waitFor(() => store.phase === 'open')
    expect(store.send({ watch: 'OAK' })).toBe('sent')
    server.broadcast(JSON.stringify({ symbol: 'OAK', value: 1 }))
    server.broadcast(JSON.stringify({ symbol: 'ELM', value: 2 }))
    await waitFor(() => textsOf(shown, 'p').join() === ['open {"OAK":1,"ELM":2}', 'open {"OAK":1,"ELM":2}'].join())
    await waitFor(() => server.messages.length === 1)
    expect(server.opened).toBe(1)
  })

  it('keeps the socket after the components unmount, until $dispose()', async () => {
    const server = await serve({ echo: false })
    const usePrices = await loadPrices(server.url)
    const pinia = createPinia()
    const registry = registryOverWs()
    const app = createSSRApp({ render: () => null })
    app.use(pinia).use(createWebSocketStore({ registry }))
    const store = usePrices(pinia)
    await waitFor(() => store.phase === 'open')
    store.$dispose()
    await waitFor(() => server.alive === 0)
    expect(server.closes).toHaveLength(1)
  })

  it('outlives the component that used it first', async () => {
    const server = await serve({ echo: false })
    const usePrices = await loadPrices(server.url)
    const pinia = createPinia()
    const Toggle = defineComponent({
      props: { isShown: Boolean },
      setup: (props) => () => (props.isShown ? h(pricesView(() => usePrices(pinia))) : null),
    })
    const shown = showVue(Toggle, { isShown: true }, { plugins: [pinia] })
    await waitFor(() => usePrices(pinia).phase === 'open')
    await shown.setProps({ isShown: false })
    await new Promise((resolve) => setTimeout(resolve, 1300))
    server.broadcast(JSON.stringify({ symbol: 'OAK', value: 1 }))
    await waitFor(() => usePrices(pinia).prices['OAK'] === 1)
    expect(server.opened).toBe(1)
  })

  it('is rendered on a server without a dial, and hydrated without the state of the connection', async () => {
    const server = await serve({ echo: false })
    const usePrices = await loadPrices(server.url)
    const create = (loaded: Record<string, number> = {}) => {
      const pinia = createPinia()
      const View = pricesView(() => usePrices(pinia))
      const app = createSSRApp(
        defineComponent(() => {
          Object.assign(usePrices(pinia).prices, loaded)
          return () => h(View)
        }),
      )
      const registry = registryOverWs()
      app.use(pinia).use(createWebSocketStore({ registry }) as Plugin)
      return { app, pinia }
    }
    const onServer = create({ OAK: 1 })
    const html = await renderToString(onServer.app)
    expect(html).toContain('resolving')
    const payload = JSON.stringify(onServer.pinia.state.value)
    expect(payload).toBe('{"prices":{"prices":{"OAK":1}}}')
    expect(server.opened).toBe(0)

    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const host = document.body.appendChild(document.createElement('div'))
    host.innerHTML = html
    const inPage = create()
    inPage.pinia.state.value = JSON.parse(payload) as never
    inPage.app.mount(host)
    onTestFinished(() => inPage.app.unmount())
    await nextTick()
    const store = usePrices(inPage.pinia)
    expect(store.prices).toEqual({ OAK: 1 })
    await waitFor(() => store.phase === 'open')
    server.broadcast(JSON.stringify({ symbol: 'ELM', value: 2 }))
    await waitFor(() => host.textContent === 'open {"OAK":1,"ELM":2}'.repeat(2))
    expect(warn).not.toHaveBeenCalled()
  })
})

it('the store of the chat gives each person a separate connection, and drops what waits at the logout', async () => {
  const server = await serve({ onMessage: (message, socket) => void (String(message).includes('text') && socket.send(message)) })
  let person = 'ann'
  vi.stubGlobal('getToken', async () => `token of ${person}`)
  const { useChat } = await runBlock<{ useChat: (pinia?: Pinia) => ChatStore }>(PAGE, 'useChat =', server.url, { modules })
  const pinia = createPinia()
  createSSRApp({ render: () => null }).use(pinia).use(createWebSocketStore({ registry: registryOverWs() }))
  const store = useChat(pinia)
  onTestFinished(() => store.$dispose())
  expect(store.phase).toBe('idle')

  store.login('ann')
  await waitFor(() => store.phase === 'open')
  store.send({ text: 'from ann' })
  await waitFor(() => store.lines.join() === 'from ann')
  await server.down()
  await waitFor(() => store.phase === 'waiting')
  expect(store.send({ text: 'secret of ann' })).toBe('queued')
  store.logout()
  expect(store.lines).toEqual([])
  person = 'bob'
  store.login('bob')
  await server.up()
  await waitFor(() => store.phase === 'open')
  store.send({ text: 'from bob' })
  await waitFor(() => store.lines.join() === 'from bob')
  person = 'ann'
  store.login('ann')
  await waitFor(() => store.phase === 'open' && server.messages.length === 5)
  expect(server.messages.map((message) => Object.values(JSON.parse(String(message)) as object)[0])).toEqual([
    'token of ann',
    'from ann',
    'token of bob',
    'from bob',
    'token of ann',
  ])
})

it('the option store follows a connection that other modules share', async () => {
  const server = await serve({ echo: false })
  const registry = registryOverWs()
  type Page = { useAlerts: (pinia?: Pinia) => AlertStore; alertFeed: ReturnType<ConnectionRegistry['connection']> }
  const { useAlerts, alertFeed } = await runBlock<Page>(PAGE, 'useAlerts =', server.url, {
    modules: { ...modules, 'websocket-store': async () => ({ ...(await import('websocket-store')), getDefaultRegistry: () => registry }) },
  })
  setActivePinia(createPinia())
  const store = useAlerts()
  const stop = store.follow()
  await waitFor(() => alertFeed.getSnapshot().phase === 'open')
  expect(registry.connection(server.url)).toBe(alertFeed)
  server.broadcast('{"id":1}')
  await waitFor(() => store.alerts.length === 1)
  stop()
  await waitFor(() => server.alive === 0)
})
