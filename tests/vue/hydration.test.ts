import { flushPromises } from '@vue/test-utils'
import { createSSRApp, defineComponent, h, nextTick, Suspense, type Component } from 'vue'
import { renderToString } from '@vue/server-renderer'
import { expect, it, onTestFinished, vi } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import { useConnection, useMessages, useWebSocket, type UseWebSocketOptions } from 'websocket-store/vue'
import type { Line } from '../support/line'
import { waitFor } from '../support/wait-for'
import { startLine } from './support/line'

/** Renders `page` to HTML, hydrates it, and collects every warning and error. */
async function hydrate(page: Component) {
  const problems: unknown[] = []
  for (const name of ['error', 'warn'] as const)
    vi.spyOn(console, name).mockImplementation((...args: unknown[]) => void problems.push(args))
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
  return { problems, html, container }
}

const shown: string[] = []
const pageOf = (line: Line, more: UseWebSocketOptions = {}) =>
  defineComponent(() => {
    const { readyState, phase, data } = useWebSocket(line.url, { ...line.options, ...more })
    const messages = useMessages(useConnection(line.url, line.options))
    return () => {
      const text = `${readyState.value} ${phase.value} ${String(data.value)} ${messages.value.length}`
      shown.push(text)
      return h('p', text)
    }
  })

/** Opens the shared connection and delivers one message before the page hydrates. */
async function openBefore(line: Line) {
  const connection = getDefaultRegistry().connection(line.url, line.options)
  onTestFinished(connection.retain())
  await line.open()
  await line.say('before')
  expect(connection.getSnapshot().data).toBe('before')
}

it('hydrates without warnings, and dials once', async () => {
  const line = startLine()
  const { problems, html, container } = await hydrate(pageOf(line))
  expect(html).toBe('<p>0 resolving undefined 0</p>')
  expect(problems).toEqual([])
  await line.open()
  expect(line.dials).toHaveLength(1)
  expect(container.textContent).toBe('1 open undefined 0')
})

it('hydrates without warnings when the shared connection is already open', async () => {
  const line = startLine()
  await openBefore(line)
  const page = pageOf(line)
  shown.length = 0
  const { problems, container } = await hydrate(page)
  expect(problems).toEqual([])
  const [, hydrated] = shown // the first render is the one on the server
  expect(hydrated).toBe('0 resolving undefined 0')
  expect(container.textContent).toBe('1 open before 0')
  expect(line.dials).toHaveLength(1)
})

it('hydrates a nested component without warnings, and joins once', async () => {
  const line = startLine()
  await openBefore(line)
  const onOpen = vi.fn()
  const Page = pageOf(line, { onOpen })
  const { problems } = await hydrate(defineComponent(() => () => h('main', [h(Page), h(pageOf(line))])))
  expect(problems).toEqual([])
  expect(onOpen).toHaveBeenCalledTimes(1)
  expect(line.dials).toHaveLength(1)
})

it('hydrates an async setup without warnings, and joins when it has finished', async () => {
  const line = startLine()
  await openBefore(line)
  const page = defineComponent(async () => {
    const { readyState, data } = useWebSocket(line.url, line.options)
    await flushPromises()
    return () => h('p', `${readyState.value} ${String(data.value)}`)
  })
  const { problems, html, container } = await hydrate(defineComponent(() => () => h(Suspense, null, { default: () => h(page) })))
  expect(html).toBe('<p>0 undefined</p>')
  await waitFor(() => container.textContent === '1 before')
  expect(problems).toEqual([])
})

it.each([
  ['not enabled', { enabled: false }],
  ['filtered', { filter: () => true }],
  ['selected', { select: () => 'selected' }],
] as const)('hydrates a component that is %s without warnings', async (_name, more) => {
  const line = startLine()
  await openBefore(line)
  const { problems } = await hydrate(pageOf(line, more))
  expect(problems).toEqual([])
})

it('shows an open connection from the first render when there is nothing to hydrate', async () => {
  const line = startLine()
  await openBefore(line)
  const app = createSSRApp(pageOf(line))
  vi.spyOn(console, 'warn').mockImplementation(() => {}) // createSSRApp warns about an empty container
  const container = document.createElement('div')
  app.mount(container)
  await nextTick()
  expect(container.textContent).toBe('1 open before 0')
  app.unmount()
})
