// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import * as library from 'websocket-store'
import { channel, getDefaultRegistry, text, type Channel, type Connection, type ConnectionSnapshot } from 'websocket-store'
import { WebSocket } from 'ws'
import { connectTo, serve } from '../support/per-test'
import { pause, waitFor } from '../support/wait-for'
import { findBlock } from './support/code-blocks'
import { runBlock } from './support/run-block'
import { compileSvelte, compileSvelteModule, svelteClient } from './support/svelte'

const PAGE = 'docs/guides/svelte.md'

type State = { readonly current: ConnectionSnapshot; readonly connection: Connection<never, never> }
type Adapter = { connectionState(connection: Connection): State }
type ChannelAdapter = { channelState(channel: Channel<string>): { readonly current: object } }
type Runtime = {
  mount(component: never, options: object): object
  hydrate(component: never, options: object): object
  unmount(component: object): Promise<void>
  flushSync(): void
}

const adapter = (reactivity: () => Promise<unknown> = svelteClient['svelte/reactivity']) =>
  runBlock<Adapter>(PAGE, 'export function connectionState', '', { modules: { 'svelte/reactivity': reactivity } })

const component = async (marker: string, generate: 'client' | 'server' = 'client') =>
  compileSvelte(findBlock(PAGE, 'svelte', marker), generate, {
    'websocket-store': library,
    './connection-state.js': await adapter(generate === 'server' ? () => import('svelte/reactivity') : undefined),
  })

const show = async (Component: never, props: object, how: 'mount' | 'hydrate' = 'mount') => {
  const runtime = (await svelteClient.svelte()) as unknown as Runtime
  const shown = runtime[how](Component, { target: document.body, props })
  runtime.flushSync()
  let isShown = true
  const unmount = async () => {
    if (isShown) await runtime.unmount(shown)
    isShown = false
  }
  onTestFinished(unmount)
  return { unmount, flushSync: runtime.flushSync }
}

const phases = () => [...document.querySelectorAll('p')].map(({ textContent }) => textContent)
const lines = () => [...document.querySelectorAll('li')].map(({ textContent }) => textContent)

beforeEach(() => void vi.stubGlobal('WebSocket', WebSocket))
afterEach(() => {
  getDefaultRegistry().dispose()
  document.body.replaceChildren()
})

it('two components share one socket, show each message, and release the connection together', async () => {
  const server = await serve()
  const Feed = await component('feed.current')
  const [first, second] = [await show(Feed, server), await show(Feed, server)]
  expect(phases()).toEqual(['connecting', 'connecting'])
  await waitFor(() => phases().every((phase) => phase === 'open'))
  document.querySelector('button')!.click()
  await waitFor(() => lines().length === 2)
  expect([server.opened, server.messages]).toEqual([1, ['hello']])
  await first.unmount()
  await pause(50)
  expect(phases()).toEqual(['open'])
  await second.unmount()
  await waitFor(() => server.alive === 0)
})

it('a component shows the phases of a connection that is lost and comes back', async () => {
  const server = await serve()
  await show(await component('feed.current'), server)
  await waitFor(() => phases()[0] === 'open')
  server.terminateAll()
  await waitFor(() => phases()[0] === 'waiting')
  await waitFor(() => phases()[0] === 'open')
  expect(server.opened).toBe(2)
})

it('a component with another url shows the other connection and releases the first', async () => {
  const [server, other] = [await serve(), await serve()]
  // Props are read through the object, as a parent component passes them.
  const parent = await compileSvelteModule('<script module>export const state = $state({ url: "" })</script>', 'client', {})
  const state = parent.state as { url: string }
  state.url = server.url
  const { flushSync } = await show(await component('feed.current'), {
    get url() {
      return state.url
    },
  })
  await waitFor(() => phases()[0] === 'open')
  state.url = other.url
  flushSync()
  expect(phases()).toEqual(['connecting'])
  await waitFor(() => phases()[0] === 'open' && server.alive === 0)
  expect(other.alive).toBe(1)
})

it('the adapter of a channel shows its data', async () => {
  const server = await serve({ onMessage: (key, socket) => socket.send(`data of ${String(key)}`) })
  const { channelState } = await runBlock<ChannelAdapter>(PAGE, 'export function channelState', '', { modules: svelteClient })
  const connection = connectTo(server.url, { codec: text(), channels: { subscribe: String, route: (line) => line.slice(8) } })
  onTestFinished(connection.retain())
  const Data = await compileSvelte('<script>let { state } = $props()</script><p>{state.current.data}</p>', 'client', {})
  await show(Data, { state: channelState(channel(connection, 'oak')) })
  await waitFor(() => phases()[0] === 'data of oak')
})

it('a component that only retains keeps the connection open', async () => {
  const server = await serve()
  const { unmount } = await show(await component('.retain())'), server)
  await waitFor(() => server.alive === 1)
  await unmount()
  await waitFor(() => server.alive === 0)
})

it('nothing is dialled on a server, and the browser adopts its HTML', async () => {
  const warn = vi.spyOn(console, 'warn')
  const server = await serve()
  const { render } = (await import('svelte/server')) as { render(component: never, options: object): { body: string } }
  const html = render(await component('feed.current', 'server'), { props: { url: server.url } }).body
  expect(html).toContain('<p>idle</p>')
  await pause(50)
  expect(server.requests).toHaveLength(0)
  document.body.innerHTML = html
  const paragraph = document.querySelector('p')
  await show(await component('feed.current'), server, 'hydrate')
  expect(phases()).toEqual(['connecting'])
  await waitFor(() => phases()[0] === 'open')
  expect(document.querySelector('p')).toBe(paragraph)
  expect(warn).not.toHaveBeenCalled()
})
