import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import type { Program } from '../kit/steps'
import { startProxy, type Proxy } from './proxy'
import { startRealProcess, type RealProcess } from './real-process'
import { startScriptedServer, type ScriptedServer } from './scripted-server'

// The laboratory: a separate process that starts servers and breaks sockets on request. Tests in Node and in browsers use it.

const scripted = new Map<number, ScriptedServer>()
const proxies = new Map<number, Proxy>()
const real = new Map<number, RealProcess>()

/** The operations, keyed by the path. The body has the parameters as JSON. Each server is identified by its port. */
const OPERATIONS: Readonly<Record<string, (parameters: { port: number; programs: readonly Program[] }) => unknown>> = {
  script: async ({ programs }) => register(scripted, await startScriptedServer(programs)),
  seen: ({ port }) => scripted.get(port)?.seen(),
  'go-down': ({ port }) => scripted.get(port)?.goDown(),
  'come-up': ({ port }) => scripted.get(port)?.comeUp(),
  proxy: async ({ port }) => register(proxies, await startProxy(port)),
  stall: ({ port }) => proxies.get(port)?.stall(),
  resume: ({ port }) => proxies.get(port)?.resume(),
  real: async () => register(real, await startRealProcess()),
  kill: ({ port }) => real.get(port)?.kill(),
  restart: ({ port }) => real.get(port)?.restart(),
  refuse: refusedPort,
  stop({ port }) {
    for (const kind of [scripted, proxies, real]) kind.get(port)?.stop()
  },
}

function register<T extends { readonly port: number }>(kind: Map<number, T>, server: T): number {
  kind.set(server.port, server)
  return server.port
}

/** A port on which no server listens. */
async function refusedPort(): Promise<number> {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk)
  return text
}

const server = createServer(async (request, response) => {
  response.setHeader('Access-Control-Allow-Origin', '*')
  try {
    const operation = OPERATIONS[request.url?.slice(1) ?? '']
    if (!operation) throw new Error(`unknown operation ${request.url}`)
    const result = await operation(JSON.parse(await bodyOf(request)) as never)
    response.end(JSON.stringify(result ?? null))
  } catch (error) {
    response.writeHead(500).end(String(error))
  }
})
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
// The test run has ended.
process.on('disconnect', () => {
  for (const each of real.values()) each.stop()
  process.exit()
})
