import { mount } from '@vue/test-utils'
import { expect, it, onTestFinished } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { useWebSocket } from 'websocket-store/vue'
import { eventually, serve } from '../../support/vue-peers'
import { pause } from '../../support/wait-for'

const MOUNTS = 1000

const statusOf = (url: string, lingerMs = 1000) =>
  defineComponent(() => {
    const { phase } = useWebSocket(url, { lingerMs })
    return () => h('p', phase.value)
  })

it('opens one socket for a thousand mounts and unmounts', async () => {
  const server = await serve()
  const Status = statusOf(server.url)
  for (let mounts = 0; mounts < MOUNTS; mounts++) {
    const page = mount(Status)
    // Sometimes wait until the socket is open, and then leave it without a component for a moment.
    const isPause = mounts % 100 === 50
    if (isPause) await eventually(() => expect(page.text()).toBe('open'))
    page.unmount()
    if (isPause) await pause(10)
  }
  const page = mount(Status)
  onTestFinished(() => page.unmount())
  await eventually(() => expect(page.text()).toBe('open'))
  expect(server.requests).toHaveLength(1)
  expect(server.alive).toBe(1)
  expect(server.closes).toEqual([])
})

it('opens one socket for a thousand keyed remounts inside one tree', async () => {
  const server = await serve()
  const Status = statusOf(server.url)
  const key = ref(0)
  const page = mount(() => h(Status, { key: key.value }))
  onTestFinished(() => page.unmount())
  for (; key.value < MOUNTS; key.value++) await nextTick()
  await eventually(() => expect(page.text()).toBe('open'))
  expect(server.requests).toHaveLength(1)
  expect(server.closes).toEqual([])
})

it('closes the socket after the last component unmounts and the linger ends', async () => {
  const server = await serve()
  const page = mount(statusOf(server.url, 20))
  await eventually(() => expect(page.text()).toBe('open'))
  page.unmount()
  await eventually(() => expect(server.closes).toHaveLength(1))
  expect(server.alive).toBe(0)
})
