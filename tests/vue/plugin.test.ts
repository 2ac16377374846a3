import { createApp, defineComponent, h } from 'vue'
import { expect, it, vi } from 'vitest'
import { createRegistry, getDefaultRegistry, type Connection } from 'websocket-store'
import { createWebSocketStore, useConnection, type WebSocketStore } from 'websocket-store/vue'
import type { Line } from '../support/line'
import { startLine } from './support/line'

function createPage(line: Line, store?: WebSocketStore) {
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
  const line = startLine()
  const stores = [createWebSocketStore(), createWebSocketStore()] as const
  const pages = stores.map((store) => createPage(line, store))
  expect(pages[0]!.used[0]).toBe(pages[0]!.used[1])
  expect(pages[0]!.used[0]).not.toBe(pages[1]!.used[0])
  expect([...stores[0].registry.entries()]).toEqual([pages[0]!.used[0]])
  expect([...getDefaultRegistry().entries()]).toEqual([])
  for (const { app } of pages) app.unmount()
})

it('disposes its own registry when the application unmounts', async () => {
  const line = startLine()
  const { app, used } = createPage(line, createWebSocketStore())
  await line.open()
  app.unmount()
  expect(used[0]!.getSnapshot().phase).toBe('closed')
  await line.settled()
  expect(line.connections).toHaveLength(0)
})

it('keeps its own registry until the last of several applications unmounts', async () => {
  const line = startLine()
  const store = createWebSocketStore()
  const [left, right] = [createPage(line, store), createPage(line, store)]
  await line.open()
  vi.spyOn(console, 'warn').mockImplementation(() => {}) // Vue warns about the second unmount
  left.app.unmount()
  left.app.unmount()
  expect(right.used[0]!.getSnapshot().phase).toBe('open')
  expect(line.connections).toHaveLength(1)
  right.app.unmount()
  await line.settled()
  expect(line.connections).toHaveLength(0)
})

it('does not dispose a registry that was passed to it', async () => {
  const line = startLine()
  const registry = createRegistry()
  const { app, used } = createPage(line, createWebSocketStore({ registry }))
  await line.open()
  app.unmount()
  expect(used[0]!.getSnapshot().phase).toBe('open')
  expect(line.connections).toHaveLength(1)
  registry.dispose()
})

it('shares connections between applications that use the same registry', async () => {
  const line = startLine()
  const registry = createRegistry()
  const [left, right] = [1, 2].map(() => createPage(line, createWebSocketStore({ registry })))
  expect(left!.used[0]).toBe(right!.used[0])
  await line.open()
  expect(line.dials).toHaveLength(1)
  left!.app.unmount()
  right!.app.unmount()
  registry.dispose()
})

it('is optional: components use the default registry without it', () => {
  const line = startLine()
  const { app, used } = createPage(line)
  expect([...getDefaultRegistry().entries()]).toEqual([used[0]])
  app.unmount()
})
