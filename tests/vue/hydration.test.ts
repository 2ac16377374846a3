import { flushPromises } from '@vue/test-utils'
import { createSSRApp, defineComponent, h, nextTick, Suspense, type Component } from 'vue'
import { renderToString } from '@vue/server-renderer'
import { expect, it, onTestFinished, vi } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import { useConnection, useMessages, useWebSocket, type UseWebSocketOptions } from 'websocket-store/vue'
import type { FakeLine } from '../support/fake-line'
import { waitFor } from '../support/wait-for'
import { fakeLine } from './support/fake-line'

/** Hydrates what the server rendered of `page`; whatever goes wrong with that is a complaint. */
async function hydrate(page: Component) {
  const complaints: unknown[] = []
  for (const name of ['error', 'warn'] as const)
    vi.spyOn(console, name).mockImplementation((...args: unknown[]) => void complaints.push(args))
  const container = document.createElement('div')
  container.innerHTML = await renderToString(createSSRApp(page))
  const html = container.innerHTML
  document.body.append(container)
  const app = createSSRApp(page)
  app.mount(container)
  onTestFinished(() => {
    app.unmount()
    container.remove()
  })
  await nextTick()
  return { complaints, html, container }
}

const shown: string[] = []
const pageOf = (line: FakeLine, more: UseWebSocketOptions = {}) =>
  defineComponent(() => {
    const { readyState, phase, data } = useWebSocket(line.url, { ...line.options, ...more })
    const messages = useMessages(useConnection(line.url, line.options))
    return () => {
      const text = `${readyState.value} ${phase.value} ${String(data.value)} ${messages.value.length}`
      shown.push(text)
      return h('p', text)
    }
  })

/** Opens the shared connection, and gives it a message, before the page hydrates. */
function openBefore(line: FakeLine) {
  const connection = getDefaultRegistry().connection(line.url, line.options)
  onTestFinished(connection.retain())
  line.open()
  line.say('before')
  expect(connection.getSnapshot().data).toBe('before')
}

it('hydrates without a complaint, and dials once', async () => {
  const line = fakeLine()
  const { complaints, html, container } = await hydrate(pageOf(line))
  expect(html).toBe('<p>0 resolving undefined 0</p>')
  expect(complaints).toEqual([])
  expect(line.sockets).toHaveLength(1)
  line.open()
  await nextTick()
  expect(container.textContent).toBe('1 open undefined 0')
})

it('hydrates without a complaint when the shared connection is open already', async () => {
  const line = fakeLine()
  openBefore(line)
  const page = pageOf(line)
  shown.length = 0
  const { complaints, container } = await hydrate(page)
  expect(complaints).toEqual([])
  const [, hydrated] = shown // the first is the server's
  expect(hydrated).toBe('0 resolving undefined 0')
  expect(container.textContent).toBe('1 open before 0')
  expect(line.sockets).toHaveLength(1)
})

it('hydrates a nested component without a complaint, and joins once', async () => {
  const line = fakeLine()
  openBefore(line)
  const onOpen = vi.fn()
  const Page = pageOf(line, { onOpen })
  const { complaints } = await hydrate(defineComponent(() => () => h('main', [h(Page), h(pageOf(line))])))
  expect(complaints).toEqual([])
  expect(onOpen).toHaveBeenCalledTimes(1)
  expect(line.sockets).toHaveLength(1)
})

it('hydrates a setup that waits for something else without a complaint, and joins then', async () => {
  const line = fakeLine()
  openBefore(line)
  const page = defineComponent(async () => {
    const { readyState, data } = useWebSocket(line.url, line.options)
    await flushPromises()
    return () => h('p', `${readyState.value} ${String(data.value)}`)
  })
  const { complaints, html, container } = await hydrate(defineComponent(() => () => h(Suspense, null, { default: () => h(page) })))
  expect(html).toBe('<p>0 undefined</p>')
  await waitFor(() => container.textContent === '1 before')
  expect(complaints).toEqual([])
})

it.each([
  ['not enabled', { enabled: false }],
  ['filtered', { filter: () => true }],
  ['selected', { select: () => 'selected' }],
] as const)('hydrates a component that is %s without a complaint', async (_name, more) => {
  const line = fakeLine()
  openBefore(line)
  const { complaints } = await hydrate(pageOf(line, more))
  expect(complaints).toEqual([])
})

it('shows an open connection from the first render where nothing is hydrated', async () => {
  const line = fakeLine()
  openBefore(line)
  const app = createSSRApp(pageOf(line))
  vi.spyOn(console, 'warn').mockImplementation(() => {}) // an empty container is not what createSSRApp expects
  const container = document.createElement('div')
  app.mount(container)
  await nextTick()
  expect(container.textContent).toBe('1 open before 0')
  app.unmount()
})
