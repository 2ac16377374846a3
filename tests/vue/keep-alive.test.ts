import { mount } from '@vue/test-utils'
import { defineComponent, effectScope, h, KeepAlive, nextTick, shallowRef } from 'vue'
import { expect, it, onTestFinished, vi } from 'vitest'
import { useWebSocket, type UseWebSocketOptions, type UseWebSocketResult } from 'websocket-store/vue'
import { pause, waitFor } from '../support/wait-for'
import { startLine } from './support/line'

async function mountKept(deactivated?: UseWebSocketOptions['deactivated']) {
  const line = startLine()
  const isShown = shallowRef(true)
  const calls = { onOpen: vi.fn(), onMessage: vi.fn(), renders: 0 }
  const { onOpen, onMessage } = calls
  let socket!: UseWebSocketResult
  const Kept = defineComponent(() => {
    const option = deactivated && { deactivated }
    socket = useWebSocket(line.url, { ...line.options, lingerMs: 20, notify: 'sync', onOpen, onMessage, ...option })
    return () => {
      calls.renders++
      return h('p', String(socket.data.value))
    }
  })
  mount(defineComponent(() => () => h(KeepAlive, null, { default: () => (isShown.value ? h(Kept) : null) })))
  await line.open()
  const show = async (value: boolean) => {
    isShown.value = value
    await nextTick()
  }
  return { line, calls, socket, show }
}

it.each([undefined, 'keep'] as const)('updates refs and calls callbacks while deactivated, with deactivated: %s', async (deactivated) => {
  const { line, calls, socket, show } = await mountKept(deactivated)
  await show(false)
  await line.say('hidden')
  expect(socket.data.value).toBe('hidden')
  expect(calls.onMessage).toHaveBeenCalledTimes(1)
  await pause(40)
  expect(line.connections).toHaveLength(1)
})

it('pause: refs do not change while deactivated, callbacks are called, and activation updates the refs', async () => {
  const { line, calls, socket, show } = await mountKept('pause')
  await line.say('shown')
  await show(false)
  await nextTick()
  const { renders } = calls
  await line.say('hidden 1', 'hidden 2')
  expect([socket.data.value, calls.renders]).toEqual(['shown', renders])
  expect(calls.onMessage).toHaveBeenCalledTimes(3)
  await pause(40)
  expect(line.connections).toHaveLength(1)
  await show(true)
  expect(socket.data.value).toBe('hidden 2')
  expect(calls.onOpen).toHaveBeenCalledTimes(1)
})

it('release: releases demand and callbacks while deactivated, and restores them on activation', async () => {
  const { line, calls, socket, show } = await mountKept('release')
  await show(false)
  await line.say('hidden')
  expect(calls.onMessage).not.toHaveBeenCalled()
  await waitFor(() => line.connections.length === 0)
  expect(socket.readyState.value).toBe(1)
  await show(true)
  expect(socket.readyState.value).toBe(0)
  await line.open()
  await line.say('shown')
  expect([socket.data.value, line.dials.length]).toEqual(['shown', 2])
  expect(calls.onOpen).toHaveBeenCalledTimes(2)
})

it('release: keeps the socket and does not join twice when the component is activated again quickly', async () => {
  const { line, calls, socket, show } = await mountKept('release')
  await show(false)
  await show(true)
  await pause(40)
  expect(line.dials).toHaveLength(1)
  expect(line.connections).toHaveLength(1)
  expect(calls.onOpen).toHaveBeenCalledTimes(1)
  await line.say('again')
  expect(socket.data.value).toBe('again')
})

it('release: does not dial on activation after close() while deactivated', async () => {
  const { line, socket, show } = await mountKept('release')
  await show(false)
  socket.close()
  await show(true)
  await pause(40)
  expect(line.dials).toHaveLength(1)
})

/** Mounts a kept component that calls `useWebSocket` in a nested scope, detached or not. */
async function mountKeptScope(isDetached: boolean) {
  const line = startLine()
  const isShown = shallowRef(true)
  const store = effectScope(true)
  onTestFinished(() => store.stop())
  let socket!: UseWebSocketResult
  const Kept = defineComponent(() => {
    const use = () => useWebSocket(line.url, { ...line.options, notify: 'sync', deactivated: 'pause' })
    socket = (isDetached ? store : effectScope()).run(() => effectScope().run(use)!)!
    return () => null
  })
  mount(defineComponent(() => () => h(KeepAlive, null, { default: () => (isShown.value ? h(Kept) : null) })))
  await line.open()
  return { line, socket, isShown }
}

it.each([
  ['updates in a store, because others use the store too', true, 'hidden'],
  ['pauses in a scope inside the component', false, undefined],
])('a connection whose component is deactivated %s', async (_name, isDetached, shown) => {
  const { line, socket, isShown } = await mountKeptScope(isDetached)
  isShown.value = false
  await nextTick()
  await line.say('hidden')
  expect(socket.data.value).toBe(shown)
})
