import { mount } from '@vue/test-utils'
import { defineComponent, effectScope, h, KeepAlive, nextTick, shallowRef } from 'vue'
import { expect, it, onTestFinished, vi } from 'vitest'
import { useWebSocket, type UseWebSocketOptions, type UseWebSocketResult } from 'websocket-store/vue'
import { pause, waitFor } from '../support/wait-for'
import { fakeLine } from './support/fake-line'

function mountKept(deactivated?: UseWebSocketOptions['deactivated']) {
  const line = fakeLine()
  const isShown = shallowRef(true)
  const told = { onOpen: vi.fn(), onMessage: vi.fn(), renders: 0 }
  const { onOpen, onMessage } = told
  let socket!: UseWebSocketResult
  const Kept = defineComponent(() => {
    const how = deactivated && { deactivated }
    socket = useWebSocket(line.url, { ...line.options, lingerMs: 20, notify: 'sync', onOpen, onMessage, ...how })
    return () => {
      told.renders++
      return h('p', String(socket.data.value))
    }
  })
  mount(defineComponent(() => () => h(KeepAlive, null, { default: () => (isShown.value ? h(Kept) : null) })))
  line.open()
  const show = async (value: boolean) => {
    isShown.value = value
    await nextTick()
  }
  return { line, told, socket, show }
}

it.each([undefined, 'keep'] as const)('goes on as before while deactivated: %s', async (deactivated) => {
  const { line, told, socket, show } = mountKept(deactivated)
  await show(false)
  line.say('hidden')
  expect(socket.data.value).toBe('hidden')
  expect(told.onMessage).toHaveBeenCalledTimes(1)
  await pause(40)
  expect(line.live).toHaveLength(1)
})

it('pause: the refs stand still, callbacks go on, activation catches up', async () => {
  const { line, told, socket, show } = mountKept('pause')
  line.say('shown')
  await show(false)
  await nextTick()
  const { renders } = told
  line.say('hidden 1', 'hidden 2')
  await nextTick()
  expect([socket.data.value, told.renders]).toEqual(['shown', renders])
  expect(told.onMessage).toHaveBeenCalledTimes(3)
  await pause(40)
  expect(line.live).toHaveLength(1)
  await show(true)
  expect(socket.data.value).toBe('hidden 2')
  expect(told.onOpen).toHaveBeenCalledTimes(1)
})

it('release: demand and callbacks are given up, and taken again', async () => {
  const { line, told, socket, show } = mountKept('release')
  await show(false)
  line.say('unheard')
  expect(told.onMessage).not.toHaveBeenCalled()
  await waitFor(() => line.live.length === 0)
  line.sockets[0]!.answerClose()
  expect(socket.readyState.value).toBe(1)
  await show(true)
  expect(socket.readyState.value).toBe(0)
  line.open()
  line.say('heard')
  expect([socket.data.value, line.sockets.length]).toEqual(['heard', 2])
  expect(told.onOpen).toHaveBeenCalledTimes(2)
})

it('release: a quick way back keeps the socket and joins nothing twice', async () => {
  const { line, told, socket, show } = mountKept('release')
  await show(false)
  await show(true)
  await pause(40)
  expect(line.sockets).toHaveLength(1)
  expect(line.live).toHaveLength(1)
  expect(told.onOpen).toHaveBeenCalledTimes(1)
  line.say('again')
  expect(socket.data.value).toBe('again')
})

it('release: a close by hand while deactivated stays', async () => {
  const { line, socket, show } = mountKept('release')
  await show(false)
  socket.close()
  await show(true)
  await pause(40)
  expect(line.sockets).toHaveLength(1)
})

/** What a kept component sets up in a scope of the given kind, and how to show and hide the component. */
function mountKeptScope(isDetached: boolean) {
  const line = fakeLine()
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
  line.open()
  return { line, socket, isShown }
}

it.each([
  ['goes on in a store, which others use too', true, 'hidden'],
  ['pauses in a scope within the component', false, undefined],
])('while the component that set it up is deactivated, it %s', async (_name, isDetached, shown) => {
  const { line, socket, isShown } = mountKeptScope(isDetached)
  isShown.value = false
  await nextTick()
  line.say('hidden')
  expect(socket.data.value).toBe(shown)
})
