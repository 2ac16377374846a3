import { mount } from '@vue/test-utils'
import { defineComponent, effectScope, h, nextTick, shallowRef, Suspense, watch, type Component, type EffectScope } from 'vue'
import { expect, it, onTestFinished, vi } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import { useChannel, useConnection, useMessage, useMessages, useWebSocket } from 'websocket-store/vue'
import type { Line } from '../support/line'
import { waitFor } from '../support/wait-for'
import { startLine } from './support/line'

const never = new Promise<void>(() => {})

const inSuspense = (page: Component, ...beside: Component[]) =>
  mount(() => [h(Suspense, null, { default: () => h(page), fallback: () => h('i', 'waiting') }), beside.map((other) => h(other))])

/** Opens the shared connection before any component mounts. */
async function openBefore(line: Line) {
  onTestFinished(getDefaultRegistry().connection(line.url, line.options).retain())
  await line.open()
}

it('an async setup can wait until the connection is open', async () => {
  const line = startLine()
  const page = defineComponent(async () => {
    const { readyState, data } = useWebSocket(line.url, { ...line.options, notify: 'sync' })
    await new Promise<void>((resolve) => watch(readyState, (state) => state === 1 && resolve(), { immediate: true }))
    return () => h('p', String(data.value))
  })
  const wrapper = inSuspense(page)
  await nextTick()
  await line.open()
  await line.say('first')
  expect(wrapper.html()).toContain('<p>first</p>')
  expect(line.dials).toHaveLength(1)
})

it('an async setup can wait for a message, and gets the messages of the connection and of a channel', async () => {
  const line = startLine()
  const options = { ...line.options, channels: { subscribe: String, route: String }, notify: 'sync' } as const
  const listener = vi.fn()
  const page = defineComponent(async () => {
    const connection = useConnection(line.url, options)
    useMessage(connection, listener)
    const messages = useMessages(connection)
    const { data } = useChannel(connection, 'a')
    await new Promise<void>((resolve) => watch(data, () => resolve()))
    return () => h('p', messages.value.join())
  })
  const wrapper = inSuspense(page)
  await nextTick()
  await line.open()
  await line.say('b', 'a')
  expect(wrapper.html()).toContain('<p>b,a</p>')
  expect(listener).toHaveBeenCalledTimes(2)
})

it('releases its demand when a component unmounts before its setup has finished', async () => {
  const line = startLine()
  const page = defineComponent(async () => {
    useWebSocket(line.url, { ...line.options, lingerMs: 5 })
    await never
    return () => null
  })
  const wrapper = inSuspense(page)
  await line.open()
  expect(line.connections).toHaveLength(1)
  wrapper.unmount()
  await waitFor(() => line.connections.length === 0)
})

it('does not dial for a component that unmounts in the tick of its mount', async () => {
  const line = startLine()
  const page = defineComponent(async () => {
    useWebSocket(line.url, line.options)
    await never
    return () => null
  })
  inSuspense(page).unmount()
  await line.settled()
  expect(line.dials).toHaveLength(0)
})

it('onOpen can use the result of the composable when the connection is already open', async () => {
  const line = startLine()
  await openBefore(line)
  const scope: EffectScope = effectScope(true)
  onTestFinished(() => scope.stop())
  const page = defineComponent(async () => {
    const { send } = useWebSocket(line.url, { ...line.options, onOpen: () => send('of the component') })
    scope.run(() => {
      const store = useWebSocket(line.url, { ...line.options, onOpen: () => store.send('of a store') })
    })
    await never
    return () => null
  })
  inSuspense(page)
  await line.settled()
  expect(line.messages).toEqual(['of the component', 'of a store'])
})

it('a store is live for other components when its first component never finishes its setup', async () => {
  const line = startLine()
  const scope: EffectScope = effectScope(true)
  onTestFinished(() => scope.stop())
  const made = shallowRef<ReturnType<typeof useWebSocket>>()
  const useStore = () => (made.value ??= scope.run(() => useWebSocket(line.url, line.options))!)
  const page = defineComponent(async () => {
    useStore()
    await never
    return () => null
  })
  const other = defineComponent(() => {
    const { phase } = useStore()
    return () => h('b', phase.value)
  })
  const wrapper = inSuspense(page, other)
  await nextTick()
  await line.open()
  expect(wrapper.find('b').text()).toBe('open')
})
