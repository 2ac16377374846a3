import { createServer, type Server as SecureServer } from 'node:https'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { selfSigned } from '../../faults/browsers/pages/certificate'
import { serve } from '../../support/per-test'
import { echo } from './chat-server'
import { failureOf } from './settings'

/** An echo server with a certificate that nobody has signed. */
async function serveSecure() {
  const server: SecureServer = createServer(selfSigned())
  const requests: IncomingMessage[] = []
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    requests.push(request)
    socket.on('error', () => {})
    socket.on('message', (data: Buffer) => socket.send(String(data)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `wss://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests }
}

it('passes the path, the query and the host of the url to the server', async () => {
  const server = await serve()
  expect(await failureOf(`${server.url}/chat?room=7`, 'opens')).toBeUndefined()
  expect(server.requests[0]!.url).toBe('/chat?room=7')
  expect(server.requests[0]!.headers.host).toBe(`127.0.0.1:${server.port}`)
})

it('finds the server by its name', async () => {
  const server = await serve()
  expect(await failureOf(`ws://localhost:${server.port}/`, 'opens')).toBeUndefined()
  expect(server.requests[0]!.headers.host).toBe(`localhost:${server.port}`)
})

it('calls a url function for each attempt', async () => {
  const server = await serve()
  let tickets = 0
  const url = async () => `${server.url}/?ticket=${++tickets}`
  expect(await failureOf(url, 'after the connection was reset')).toBeUndefined()
  expect(server.requests.map((request) => request.url)).toEqual(['/?ticket=1', '/?ticket=2'])
})

it('uses TLS to the server of a wss url, and breaks that line too', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { url, requests } = await serveSecure()
  for (const part of ['close frame', 'after the connection was reset', 'after its own message was cut', 'when the client is gone']) {
    expect(await failureOf(url, part, { echo: { ...echo, isEcho: ({ n }, wanted) => n === wanted } })).toBeUndefined()
  }
  expect(requests[0]!.headers.host).toBe(new URL(url).host)
})

it('fails when the certificate of the server is not trusted', async () => {
  const failure = await failureOf((await serveSecure()).url, 'opens')
  expect(failure).toContain('the server could not be reached: self-signed certificate')
  expect(failure).toContain('check the host, the port and the certificate of the url')
})
