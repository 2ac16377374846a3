// @vitest-environment jsdom
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ComponentType } from 'react'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Component } from 'vue'
import { WebSocket, type WebSocketServer } from 'ws'
import { pause, waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'
import { showReact, showVue, textsOf, type Shown } from './support/show'

const PAGE = 'docs/guides/presence.md'

interface ServerPage {
  servePresence(port: number, memberOf: (request: IncomingMessage) => { id: string; name: string }, silentMs?: number): WebSocketServer
}

/** The person is the path of the url. */
const memberOf = ({ url = '' }: IncomingMessage) => ({ id: url.slice(1), name: url.slice(1).toUpperCase() })

async function start({ port = 0, silentMs = 45_000 } = {}) {
  const { servePresence } = await runBlock<ServerPage>(PAGE, 'servePresence', '', { modules: { ws: () => import('ws') } })
  const server = servePresence(port, memberOf, silentMs)
  const stop = () =>
    new Promise<void>((resolve) => {
      server.clients.forEach((socket) => socket.terminate())
      server.close(() => resolve())
    })
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(stop)
  return { server, stop, port: (server.address() as AddressInfo).port }
}

/** Another person, or another tab. */
async function enter(port: number, name: string, room = 'hall'): Promise<{ socket: WebSocket; received: unknown[] }> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${name}`)
  onTestFinished(() => socket.terminate())
  const received: unknown[] = []
  socket.on('message', (data) => received.push(JSON.parse(String(data))))
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(JSON.stringify({ type: 'join', room }))
  await waitFor(() => received.length > 0)
  return { socket, received }
}

const inReact = async (url: string): Promise<Shown> => {
  const { Members } = await runBlock<{ Members: ComponentType<{ room: string }> }>(PAGE, 'export function Members', url, { language: 'tsx' })
  return showReact(Members, { room: 'hall' })
}
const inVue = async (url: string): Promise<Shown> => {
  const { default: Members } = await runBlock<{ default: Component }>(PAGE, 'defineProps', url, { language: 'vue' })
  return showVue(Members, { room: 'hall' })
}

const names = (shown: Shown) => textsOf(shown, 'li').sort().join()
const isBusy = (shown: Shown) => shown.element.querySelector('ul')!.getAttribute('aria-busy')

describe.each([
  ['React', inReact],
  ['Vue', inVue],
])('presence in %s', (_framework, show) => {
  it('shows who joins and leaves, and a person with two tabs once', async () => {
    const { port } = await start()
    const shown = await show(`ws://127.0.0.1:${port}/me`)
    await waitFor(() => names(shown) === 'ME')
    const first = await enter(port, 'ana')
    const second = await enter(port, 'ana')
    await waitFor(() => names(shown) === 'ANA,ME')
    first.socket.close()
    await enter(port, 'bob')
    await waitFor(() => names(shown) === 'ANA,BOB,ME')
    second.socket.close()
    await waitFor(() => names(shown) === 'BOB,ME')
  })

  it('shows the right list after a reconnect, although people changed during the outage', async () => {
    const { server, stop, port } = await start()
    const shown = await show(`ws://127.0.0.1:${port}/me`)
    await enter(port, 'ana')
    await waitFor(() => names(shown) === 'ANA,ME')
    expect(isBusy(shown)).toBe('false')
    await stop()
    await waitFor(() => isBusy(shown) === 'true')
    expect(server.clients.size).toBe(0)
    expect(names(shown)).toBe('ANA,ME')
    await start({ port })
    await enter(port, 'bob')
    await waitFor(() => names(shown) === 'BOB,ME' && isBusy(shown) === 'false')
  })

  it('shows another room after a change of the prop, and leaves the former one', async () => {
    const { port } = await start()
    const shown = await show(`ws://127.0.0.1:${port}/me`)
    const { received } = await enter(port, 'ana')
    await enter(port, 'bob', 'garden')
    await waitFor(() => names(shown) === 'ANA,ME')
    await shown.setProps({ room: 'garden' })
    await waitFor(() => names(shown) === 'BOB,ME')
    await waitFor(() => received.length > 0 && (received.at(-1) as { type: string }).type === 'left')
  })
})

it('the server of the page removes a person whose socket is silent, and keeps one who pings', async () => {
  const { port } = await start({ silentMs: 150 })
  const silent = await enter(port, 'silent')
  const alive = await enter(port, 'alive')
  const timer = setInterval(() => alive.socket.send('ping'), 30)
  onTestFinished(() => clearInterval(timer))
  alive.socket.removeAllListeners('message')
  const texts: string[] = []
  alive.socket.on('message', (data) => texts.push(String(data)))
  await new Promise((resolve) => silent.socket.once('close', resolve))
  await waitFor(() => texts.includes(JSON.stringify({ type: 'left', id: 'silent', room: 'hall' })))
  await pause(300)
  expect(texts).toContain('pong')
  expect(alive.socket.readyState).toBe(WebSocket.OPEN)
})

it('a component that mounts later on a channel in use does not get the list of the first one', async () => {
  const { port } = await start()
  const url = `ws://127.0.0.1:${port}/me`
  const { Members } = await runBlock<{ Members: ComponentType<{ room: string }> }>(PAGE, 'export function Members', url, { language: 'tsx' })
  const first = showReact(Members, { room: 'hall' })
  await waitFor(() => names(first) === 'ME')
  const later = showReact(Members, { room: 'hall' }, { registry: first.registry })
  await enter(port, 'ana')
  await waitFor(() => names(later) === 'ANA')
  // Each component has a React root of its own, which renders in a task of its own.
  await waitFor(() => names(first) === 'ANA,ME')
})
