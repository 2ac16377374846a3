// The buttons of the page: they kill the programs of the demo. Your own gateways have no such thing.
import { createServer, type Server } from 'node:http'
import type { Program } from './programs'

export interface GatewayStatus {
  readonly name: string
  /** Undefined while it does not run. */
  readonly health?: { readonly ok: boolean; readonly engine: boolean; readonly last: number; readonly sockets: number } | undefined
}

export interface Status {
  readonly engine: string
  readonly gateways: readonly GatewayStatus[]
}

export interface ControlOptions {
  readonly engine: string
  readonly programs: Readonly<Record<string, Program>>
  /** The ports of the gateways by name. */
  readonly gateways: Readonly<Record<string, number>>
}

async function statusOf([name, port]: [string, number]): Promise<GatewayStatus> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(500) })
    return { name, health: (await response.json()) as GatewayStatus['health'] }
  } catch {
    return { name }
  }
}

/** GET /demo/status, and POST /demo/SIGKILL/<program> or /demo/SIGTERM/<program>. */
export function startControl({ engine, programs, gateways }: ControlOptions, port: number): Server {
  const server = createServer((request, response) => {
    const [, , action = '', name = ''] = (request.url ?? '').split('/')
    const program = programs[name]
    if (action === 'status') {
      void Promise.all(Object.entries(gateways).map(statusOf)).then((all) => {
        response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        response.end(JSON.stringify({ engine, gateways: all } satisfies Status))
      })
    } else if (request.method === 'POST' && program && (action === 'SIGKILL' || action === 'SIGTERM')) {
      program.kill(action)
      response.writeHead(204).end()
    } else response.writeHead(404).end()
  })
  return server.listen(port, '127.0.0.1')
}
