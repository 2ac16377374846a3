import { createApp, defineComponent, h } from 'vue'
import { expect, it, vi } from 'vitest'
import { createRegistry, getDefaultRegistry, type Connection } from 'websocket-store'
import { createWebSocketStore, useConnection, type WebSocketStore } from 'websocket-store/vue'
import type { FakeLine } from '../support/fake-line'
import { fakeLine } from './support/fake-line'

function createPage(line: FakeLine, store?: WebSocketStore) {
  const used: Connection[] = []
  const Part = defineComponent(() => {
    const connection = useConnection(line.url, line.options)
    used.push(connection.value!)
    return () => null
  })
  const app = createApp(defineComponent(() => () => [h(Part), h(Part)]))
  if (store) app.use(store)
  app.mount(document.createElement('div'))
  return { app, used }
}

it('gives each application its own registry', () => {
  const line = fakeLine()
  const stores = [createWebSocketStore(), createWebSocketStore()] as const
  const pages = stores.map((store) => createPage(line, store))
  expect(pages[0]!.used[0]).toBe(pages[0]!.used[1])
  expect(pages[0]!.used[0]).not.toBe(pages[1]!.used[0])
  expect([...stores[0].registry.entries()]).toEqual([pages[0]!.used[0]])
  expect([...getDefaultRegistry().entries()]).toEqual([])
  for (const { app } of pages) app.unmount()
})

it('disposes its own registry when the application unmounts', () => {
  const line = fakeLine()
  const { app, used } = createPage(line, createWebSocketStore())
  line.open()
  app.unmount()
  expect(used[0]!.getSnapshot().phase).toBe('closed')
  expect(line.live).toHaveLength(0)
})

it('keeps its own registry until the last of several applications unmounts', () => {
  const line = fakeLine()
  const store = createWebSocketStore()
  const [left, right] = [createPage(line, store), createPage(line, store)]
  line.open()
  vi.spyOn(console, 'warn').mockImplementation(() => {}) // Vue warns about the second unmount
  left.app.unmount()
  left.app.unmount()
  expect(right.used[0]!.getSnapshot().phase).toBe('open')
  expect(line.live).toHaveLength(1)
  right.app.unmount()
  expect(line.live).toHaveLength(0)
})

it('does not dispose a registry that was passed to it', () => {
  const line = fakeLine()
  const registry = createRegistry()
  const { app, used } = createPage(line, createWebSocketStore({ registry }))
  line.open()
  app.unmount()
  expect(used[0]!.getSnapshot().phase).toBe('open')
  expect(line.live).toHaveLength(1)
  registry.dispose()
})

it('shares connections between applications that use the same registry', () => {
  const line = fakeLine()
  const registry = createRegistry()
  const [left, right] = [1, 2].map(() => createPage(line, createWebSocketStore({ registry })))
  expect(left!.used[0]).toBe(right!.used[0])
  expect(line.sockets).toHaveLength(1)
  left!.app.unmount()
  right!.app.unmount()
  registry.dispose()
})

it('is optional: components use the default registry without it', () => {
  const line = fakeLine()
  const { app, used } = createPage(line)
  expect([...getDefaultRegistry().entries()]).toEqual([used[0]])
  app.unmount()
})
