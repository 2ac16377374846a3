import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { defineComponent, h, inject, watch, type Plugin } from 'vue'
import { json } from 'websocket-store'
import { useConnection, useWebSocket } from 'websocket-store/vue'
import { createTestServer } from 'websocket-store/testing'
import { createServerPlugin, renderWithServer, setupWithServer } from 'websocket-store/testing/vue'

const url = 'wss://example.org/feed'

interface Price {
  price: number
}

const Feed = defineComponent(() => {
  const { data, phase } = useWebSocket(url, { codec: json<Price>(), reconnect: { delay: () => 60_000 } })
  return () => h('p', `price: ${phase.value} ${data.value?.price ?? ''}`.trim())
})

enableAutoUnmount(afterEach)

/** A stopped server rejects every wait for something new. */
const isStopped = async (server: { received(match: string, options: object): Promise<unknown> }) =>
  server.received('no such message', { waitMs: 10 }).then(
    () => undefined,
    (error: Error) => error.message === 'The test server was stopped.',
  )

it('shows what a wait of the server caused', async () => {
  const wrapper = renderWithServer(Feed, { codec: json<Price>() })
  const { server } = wrapper
  await server.connected()
  expect(wrapper.text()).toBe('price: open')
  server.send({ price: 1 })
  server.send({ price: 2 })
  server.send({ price: 3 })
  await server.settled()
  expect(wrapper.text()).toBe('price: open 3')
  server.cut()
  await server.advance(1000)
  expect(wrapper.text()).toBe('price: waiting 3')
  await server.advance(60_000)
  expect(wrapper.text()).toBe('price: open 3')
})

it('receives a message that a component sends after a render', async () => {
  const Answers = defineComponent(() => {
    const { data, send } = useWebSocket(url, { codec: json<string>() })
    watch(data, (question) => void send(`${question}!`), { flush: 'post' })
    return () => h('p', data.value)
  })
  const { server } = renderWithServer(Answers, { codec: json<string>() })
  await server.connected()
  server.send('question')
  expect(await server.received('question!')).toBe('question!')
})

it('passes the options of mount, and no option of the server, to the component', async () => {
  const Name: Plugin = { install: (app) => app.provide('name', 'Ada') }
  const warn = vi.spyOn(console, 'warn')
  const Named = defineComponent(
    (props: { label: string }) => {
      const name = inject('name', '')
      useConnection(url)
      return () => h('p', `${props.label} ${name}`)
    },
    { props: { label: { type: String, required: true } } },
  )
  const wrapper = renderWithServer(Named, { url: 'wss://example.org/other', props: { label: 'hello' }, global: { plugins: [Name] } })
  await wrapper.server.connected()
  expect(wrapper.text()).toBe('hello Ada')
  expect(wrapper.server.url).toBe('wss://example.org/other')
  expect(Object.keys(wrapper.vm.$options)).not.toContain('url')
  await wrapper.setProps({ label: 'bye' })
  expect(wrapper.text()).toBe('bye Ada')
  expect(warn).not.toHaveBeenCalled()
})

it('gives each call a server and a registry of its own', async () => {
  const first = renderWithServer(Feed, { codec: json<Price>() })
  const second = renderWithServer(Feed, { codec: json<Price>() })
  await first.server.connected()
  await second.server.connected()
  first.server.send({ price: 1 })
  await first.server.settled()
  expect([first.text(), second.text()]).toEqual(['price: open 1', 'price: open'])
})

it('stops the server when the wrapper is unmounted', async () => {
  const wrapper = renderWithServer(Feed)
  await wrapper.server.connected()
  expect(await isStopped(wrapper.server)).toBe(false)
  wrapper.unmount()
  expect(await isStopped(wrapper.server)).toBe(true)
})

it('stops the server when the component throws', async () => {
  const other = createTestServer()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const Broken = defineComponent(() => {
    throw new Error('broken')
  })
  expect(() => renderWithServer(Broken)).toThrow('broken')
  other.stop()
  // The clock of the library is that of the platform again, so the other server was stopped too.
  await expect(other.advance(1)).rejects.toThrow('needs the clock')
})

it('does not stop a server that the caller made', async () => {
  const server = createTestServer({ codec: json<Price>() })
  onTestFinished(() => server.stop())
  const wrapper = renderWithServer(Feed, { server })
  const other = setupWithServer(() => useWebSocket(url, { codec: json<Price>() }), { server })
  await server.connected()
  server.send({ price: 7 })
  await server.settled()
  expect(wrapper.text()).toBe('price: open 7')
  expect(other.result.data.value).toEqual({ price: 7 })
  expect(server.dials).toHaveLength(1)
  wrapper.unmount()
  other.unmount()
  await server.advance(60_000)
  expect(server.connections).toHaveLength(0)
  expect(await isStopped(server)).toBe(false)
})

it('calls composables, and stops the server at the unmount', async () => {
  const { result, server, unmount } = setupWithServer(() => useWebSocket(url, { codec: json<Price>() }), { codec: json<Price>() })
  await server.connected()
  expect(result.phase.value).toBe('open')
  server.send({ price: 5 })
  await server.settled()
  expect(result.data.value).toEqual({ price: 5 })
  unmount()
  expect(await isStopped(server)).toBe(true)
})

it('makes a plugin for a mount function of the caller, and stops nothing', async () => {
  const server = createTestServer({ codec: json<Price>() })
  onTestFinished(() => server.stop())
  const wrapper = mount(Feed, { global: { plugins: [createServerPlugin(server)] } })
  await server.connected()
  server.send({ price: 9 })
  await server.settled()
  expect(wrapper.text()).toBe('price: open 9')
  wrapper.unmount()
  expect(await isStopped(server)).toBe(false)
})

it.each(['running', 'stopped'] as const)('works with a %s clock under fake timers that nobody advances', async (clock) => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const wrapper = renderWithServer(Feed, { codec: json<Price>(), clock })
  await wrapper.server.connected()
  wrapper.server.send({ price: 1 })
  wrapper.server.send({ price: 2 })
  await wrapper.server.settled()
  expect(wrapper.text()).toBe('price: open 2')
  wrapper.server.cut()
  await wrapper.server.advance(60_001)
  expect(wrapper.text()).toBe('price: open 2')
  expect(wrapper.server.dials).toHaveLength(2)
})
