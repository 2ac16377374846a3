import { expect, it, onTestFinished, vi } from 'vitest'
import { createRegistry, getDefaultRegistry } from 'websocket-store'
import type { ConnectionOptions, ConnectionRegistry } from 'websocket-store'
import { WebSocket } from 'ws'
import { serve } from '../support/per-test'
import { pause, untilPhase, waitFor } from '../support/wait-for'

function registryOf(defaults: Partial<ConnectionOptions<unknown, unknown>> = {}): ConnectionRegistry {
  const registry = createRegistry({
    defaults: { WebSocket, lingerMs: 50, reconnect: { delay: () => 10 }, ...defaults },
  })
  onTestFinished(() => registry.dispose())
  return registry
}

it('opens one socket for a hundred holders of the same url', async () => {
  const server = await serve()
  const registry = registryOf()
  const connections = Array.from({ length: 100 }, () => registry.connection(`${server.url}/room`))
  const releases = connections.map((connection) => connection.retain())
  const [connection] = [...new Set(connections)]
  expect(new Set(connections).size).toBe(1)
  await untilPhase(connection!, 'open')
  await waitFor(() => server.alive === 1)

  for (const release of releases.slice(1)) release()
  await pause(100)
  expect(server.alive).toBe(1)
  releases[0]?.()
  await waitFor(() => server.alive === 0)
  expect(server.opened).toBe(1)
  expect(connection?.getSnapshot().phase).toBe('idle')
})

it('delivers every message once to each holder', async () => {
  const server = await serve()
  const registry = registryOf()
  const got: unknown[][] = [[], [], []]
  for (const messages of got) {
    const connection = registry.connection(server.url)
    connection.onMessage((message) => void messages.push(message))
    connection.retain()
  }
  const connection = registry.connection(server.url)
  await untilPhase(connection, 'open')
  await waitFor(() => server.alive === 1)
  server.broadcast('a')
  server.broadcast('b')
  await waitFor(() => got.every((messages) => messages.length === 2))
  expect(got).toEqual([['a', 'b'], ['a', 'b'], ['a', 'b']])
})

it('shares by url and protocols only, unless there is a key', async () => {
  const server = await serve()
  const registry = registryOf()
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const urls = [server.url, `${server.url}/`, server.url.replace('ws:', 'http:'), new URL(server.url)]
  expect(new Set(urls.map((url) => registry.connection(url))).size).toBe(1)
  const others = [
    registry.connection(`${server.url}/other`),
    registry.connection(`${server.url}/?q=1`),
    registry.connection(server.url, { protocols: 'a' }),
    registry.connection(server.url, { protocols: ['a', 'b'] }),
    registry.connection(server.url, { key: 'mine' }),
    registry.connection(() => server.url),
    registry.connection(() => server.url),
    registryOf().connection(server.url),
  ]
  expect(new Set([registry.connection(server.url), ...others]).size).toBe(9)
  expect(registry.connection(server.url, { protocols: ['a'] })).toBe(others[2])
  expect(warn).not.toHaveBeenCalled()
})

it('keeps the socket during a gap that is shorter than the linger', async () => {
  const server = await serve()
  const registry = registryOf({ lingerMs: 1000 })
  const connection = registry.connection(server.url)
  const release = connection.retain()
  await untilPhase(connection, 'open')
  release()
  release()
  await pause(30)
  const again = registry.connection(server.url)
  expect(again).toBe(connection)
  const releaseAgain = again.retain()
  await pause(30)
  expect(connection.getSnapshot().phase).toBe('open')
  releaseAgain()
  expect(server.opened).toBe(1)
})

it('closes with 1000 after the linger, and dials again for new demand', async () => {
  const server = await serve()
  const registry = registryOf()
  const release = registry.connection(server.url).retain()
  await waitFor(() => server.alive === 1)
  release()
  await waitFor(() => server.closes.length === 1)
  expect(server.closes[0]?.code).toBe(1000)
  registry.connection(server.url).retain()
  await waitFor(() => server.opened === 2)
})

it('calls the url function once for all holders of a key, and once more for each retry', async () => {
  const server = await serve()
  const registry = registryOf()
  let calls = 0
  const url = async () => {
    const token = ++calls
    await pause(20)
    return `${server.url}/?token=${token}`
  }
  const connections = Array.from({ length: 20 }, () => registry.connection(() => url(), { key: 'chat' }))
  for (const connection of connections) connection.retain()
  await untilPhase(connections[0]!, 'open')
  await waitFor(() => server.alive === 1)
  expect({ calls, requests: server.requests.length }).toEqual({ calls: 1, requests: 1 })
  server.terminateAll()
  await waitFor(() => server.opened === 2)
  expect(server.requests.map((request) => request.url)).toEqual(['/?token=1', '/?token=2'])
})

it('ignores the late result of a url function whose attempt was abandoned', async () => {
  const server = await serve()
  const registry = registryOf({ lingerMs: 0 })
  const answers: ((url: string) => void)[] = []
  const connection = registry.connection(() => new Promise<string>((resolve) => answers.push(resolve)), { key: 'slow' })
  connection.retain()
  connection.reconnect()
  expect(answers).toHaveLength(2)
  answers[1]?.(`${server.url}/new`)
  await untilPhase(connection, 'open')
  answers[0]?.(`${server.url}/old`)
  await pause(30)
  expect(server.requests.map((request) => request.url)).toEqual(['/new'])
})

it('warns once when a later caller has other options, without showing the query', async () => {
  const server = await serve()
  const registry = registryOf()
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const url = `${server.url}/room?token=secret`
  registry.connection(url, { binaryType: 'arraybuffer', lingerMs: 3 }).retain()
  for (let i = 0; i < 3; i++) registry.connection(url, { binaryType: 'blob', lingerMs: 7 })
  expect(warn).toHaveBeenCalledTimes(1)
  const [text] = warn.mock.calls[0] as [string]
  for (const name of ['binaryType', 'lingerMs']) expect(text).toContain(name)
  expect(text).not.toContain('secret')
})

it('disposes every connection with the registry, and the registry can be used again', async () => {
  const server = await serve()
  const registry = registryOf()
  registry.connection(`${server.url}/a`).retain()
  registry.connection(`${server.url}/b`).connect()
  registry.connection(server.url, { share: false }).connect()
  await waitFor(() => server.alive === 3)
  registry.dispose()
  await waitFor(() => server.alive === 0)
  expect([...registry.entries()]).toEqual([])
  registry.connection(`${server.url}/a`).retain()
  await waitFor(() => server.alive === 1)
})

it('has one default registry', async () => {
  const server = await serve()
  const registry = getDefaultRegistry()
  expect(getDefaultRegistry()).toBe(registry)
  const connection = registry.connection(server.url, { WebSocket })
  onTestFinished(() => connection.dispose())
  expect([...registry.entries()]).toContain(connection)
})
