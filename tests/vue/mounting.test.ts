import { mount } from '@vue/test-utils'
import { defineComponent, h, nextTick, shallowRef } from 'vue'
import { expect, it, vi } from 'vitest'
import { useWebSocket, type UseWebSocketOptions } from 'websocket-store/vue'
import type { Line } from '../support/line'
import { startLine } from './support/line'

const pageOf = (line: Line, more: UseWebSocketOptions = {}) =>
  defineComponent(() => {
    const { readyState } = useWebSocket(line.url, { ...line.options, ...more })
    return () => h('p', readyState.value)
  })

it('opens one socket for 1,000 mounts and unmounts on one url', async () => {
  const line = startLine()
  const onOpen = vi.fn()
  const Page = pageOf(line, { onOpen })
  for (let i = 0; i < 1000; i++) {
    const wrapper = mount(Page)
    if (i === 0) await line.open()
    wrapper.unmount()
  }
  expect(line.dials).toHaveLength(1)
  expect(onOpen).toHaveBeenCalledTimes(1000)
})

it('opens one socket for 1,000 keyed remounts under one root', async () => {
  const line = startLine()
  const key = shallowRef(0)
  const Page = pageOf(line)
  mount(defineComponent(() => () => h(Page, { key: key.value })))
  await line.open()
  while (key.value < 1000) {
    key.value++
    await nextTick()
  }
  expect(line.dials).toHaveLength(1)
  expect(line.connections).toHaveLength(1)
})

it('keeps the socket when a route change replaces a component with another one on the same url', async () => {
  const line = startLine()
  const route = shallowRef('page')
  const pages: Record<string, ReturnType<typeof pageOf>> = { page: pageOf(line), other: pageOf(line) }
  mount(defineComponent(() => () => (route.value === 'none' ? null : h(pages[route.value]!))))
  await line.open()
  for (const next of ['other', 'none', 'page']) {
    route.value = next
    await nextTick()
  }
  expect(line.dials).toHaveLength(1)
})
