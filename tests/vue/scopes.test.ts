import { mount } from '@vue/test-utils'
import { createApp, defineComponent, effectScope, h, inject, nextTick, shallowRef, type App, type EffectScope } from 'vue'
import { expect, it, vi } from 'vitest'
import { createRegistry, ReadyState } from 'websocket-store'
import { createWebSocketStore, useConnection, useMessage, useMessages, useWebSocket } from 'websocket-store/vue'
import { pause, waitFor } from '../support/wait-for'
import { startLine } from './support/line'

const { OPEN } = ReadyState

/** A store like that of Pinia. Its first use sets it up, in a detached scope inside the application's context. */
function defineStore<T>(setup: () => T) {
  const stores = new WeakMap<App, { scope: EffectScope; store: T }>()
  return {
    use(app: App): T {
      let made = stores.get(app)
      if (!made) {
        const scope = effectScope(true)
        made = { scope, store: app.runWithContext(() => scope.run(setup)!) }
        stores.set(app, made)
      }
      return made.store
    },
    dispose: (app: App) => stores.get(app)?.scope.stop(),
  }
}

it('works in an effectScope outside any application, and releases its demand when the scope stops', async () => {
  const line = startLine()
  const onMessage = vi.fn()
  const scope = effectScope()
  const socket = scope.run(() => useWebSocket(line.url, { ...line.options, lingerMs: 5, notify: 'sync', onMessage }))!
  await line.open()
  await line.say('hi')
  expect([socket.readyState.value, socket.data.value]).toEqual([OPEN, 'hi'])
  scope.stop()
  await line.say('after')
  expect(onMessage).toHaveBeenCalledTimes(1)
  expect(socket.data.value).toBe('hi')
  await waitFor(() => line.connections.length === 0)
})

it('works outside any scope until close()', async () => {
  const line = startLine()
  const { readyState, data, send, close } = useWebSocket(line.url, { ...line.options, notify: 'sync' })
  await line.open()
  await line.say('hi')
  expect([readyState.value, data.value, send('back')]).toEqual([OPEN, 'hi', 'sent'])
  close()
  await line.settled()
  expect(line.connections).toHaveLength(0)
})

it('useConnection, useMessage and useMessages work in a scope too', async () => {
  const line = startLine()
  const listener = vi.fn()
  const scope = effectScope()
  const messages = scope.run(() => {
    const connection = useConnection(line.url, { ...line.options, notify: 'sync' })
    useMessage(connection, listener)
    return useMessages(connection)
  })!
  await line.open()
  await line.say('1', '2')
  scope.stop()
  await line.say('3')
  expect(messages.value).toEqual(['1', '2'])
  expect(listener).toHaveBeenCalledTimes(2)
})

it('a store created before the application mounts is live, and shares its connection with the components', async () => {
  const line = startLine()
  const registry = createRegistry()
  const useStore = defineStore(() => useWebSocket(line.url, { ...line.options, notify: 'sync' }))
  const Page = defineComponent(() => {
    const { readyState } = useWebSocket(line.url, line.options)
    return () => h('p', readyState.value)
  })
  const app = createApp(Page).use(createWebSocketStore({ registry }))
  const store = useStore.use(app)
  await line.open()
  app.mount(document.createElement('div'))
  expect(store.readyState.value).toBe(OPEN)
  expect([...registry.entries()]).toEqual([store.connection.value])
  expect(line.dials).toHaveLength(1)
  app.unmount()
  await pause(10)
  expect(line.connections).toHaveLength(1)
  useStore.dispose(app)
  registry.dispose()
})

it('a store stays live after the component that used it first unmounts', async () => {
  const line = startLine()
  const useStore = defineStore(() => useWebSocket(line.url, { ...line.options, lingerMs: 5, notify: 'sync' }))
  const isShown = shallowRef(true)
  const APP = Symbol('app')
  const User = defineComponent(() => {
    const { data } = useStore.use(inject<App>(APP)!)
    return () => h('p', String(data.value))
  })
  const app = createApp(defineComponent(() => () => (isShown.value ? h(User) : null)))
  app.provide(APP, app)
  const container = document.createElement('div')
  app.mount(container)
  await line.open()
  isShown.value = false
  await nextTick()
  await pause(30)
  expect(line.connections).toHaveLength(1)
  await line.say('meanwhile')
  isShown.value = true
  await nextTick()
  expect(container.textContent).toBe('meanwhile')
  app.unmount()
  useStore.dispose(app)
  await waitFor(() => line.connections.length === 0)
})

it('stops when a scope inside the component stops, before the component unmounts', async () => {
  const line = startLine()
  let scope!: EffectScope
  const onMessage = vi.fn()
  mount(
    defineComponent(() => {
      scope = effectScope()
      scope.run(() => useWebSocket(line.url, { ...line.options, lingerMs: 5, onMessage }))
      return () => null
    }),
  )
  await line.open()
  await line.say('1')
  scope.stop()
  await line.say('2')
  expect(onMessage).toHaveBeenCalledTimes(1)
  await waitFor(() => line.connections.length === 0)
})

it('removes a listener that a component added to a store when the component unmounts', async () => {
  const line = startLine()
  const [listener, storeListener] = [vi.fn(), vi.fn()]
  const scope = effectScope(true)
  const store = scope.run(() => useWebSocket(line.url, line.options))!
  store.onMessage(storeListener)
  await line.open()
  const wrapper = mount(
    defineComponent(() => {
      store.onMessage(listener)
      return () => null
    }),
  )
  await line.say('1')
  wrapper.unmount()
  await line.say('2')
  expect([listener, storeListener].map(({ mock }) => mock.calls.length)).toEqual([1, 2])
  scope.stop()
})

it('calls no further listener after a listener stops the scope', async () => {
  const line = startLine()
  const listener = vi.fn()
  const scope = effectScope(true)
  const { onMessage } = scope.run(() => useWebSocket(line.url, line.options))!
  onMessage(() => scope.stop())
  onMessage(listener)
  await line.open()
  await line.say('1')
  expect(listener).not.toHaveBeenCalled()
})
