import { inject, onTestFinished } from 'vitest'
import type { Program, SeenSocket } from './steps'

export interface ScriptedServer {
  readonly url: string
  /** What the server has seen of each socket so far. */
  seen(): Promise<readonly SeenSocket[]>
  /** Waits until the check of the seen sockets passes. */
  until(check: (sockets: readonly SeenSocket[]) => boolean): Promise<readonly SeenSocket[]>
  /** Cuts its sockets and refuses new dials. */
  goDown(): Promise<void>
  comeUp(): Promise<void>
}

export interface RealServer {
  readonly url: string
  /** Kills the process like `kill -9`. */
  kill(): Promise<void>
  restart(): Promise<void>
}

export interface Proxy {
  readonly url: string
  /** Half-open: the current sockets pass no more data and are not closed. New sockets work. */
  stall(): Promise<void>
  resume(): Promise<void>
}

/** Firefox delays each dial to a server that failed before, by some seconds. */
const DEADLINE_MS = 25_000
const POLL_MS = 10

async function call<T>(operation: string, parameters: object = {}): Promise<T> {
  // Sends the body as text, so that a browser sends no preflight request.
  const response = await fetch(`${inject('laboratory')}/${operation}`, { method: 'POST', body: JSON.stringify(parameters) })
  if (!response.ok) throw new Error(`the laboratory failed to ${operation}: ${await response.text()}`)
  return (await response.json()) as T
}

async function startInLaboratory(operation: string, parameters?: object): Promise<{ readonly port: number; readonly url: string }> {
  const port = await call<number>(operation, parameters)
  onTestFinished(() => call('stop', { port }))
  return { port, url: `ws://127.0.0.1:${port}/` }
}

/** Starts a raw TCP server. The first socket gets the first program, and so on. The last program repeats. */
export async function scriptedServer(...programs: Program[]): Promise<ScriptedServer> {
  const { port, url } = await startInLaboratory('script', { programs })
  const seen = () => call<SeenSocket[]>('seen', { port })
  return {
    url,
    seen,
    goDown: () => call('go-down', { port }),
    comeUp: () => call('come-up', { port }),
    async until(check) {
      const end = performance.now() + DEADLINE_MS
      for (;;) {
        const sockets = await seen()
        if (check(sockets)) return sockets
        if (performance.now() > end) throw new Error(`the server never saw: ${check}\nbut ${JSON.stringify(sockets)}`)
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      }
    },
  }
}

/** Starts a `ws` server in its own process. It echoes, and answers `ping` with `pong`. */
export async function realServer(): Promise<RealServer> {
  const { port, url } = await startInLaboratory('real')
  return { url, kill: () => call('kill', { port }), restart: () => call('restart', { port }) }
}

/** Starts a proxy to a server. It can make sockets half-open. */
export async function proxyTo(server: { readonly url: string }): Promise<Proxy> {
  const { port, url } = await startInLaboratory('proxy', { port: Number(new URL(server.url).port) })
  return { url, stall: () => call('stall', { port }), resume: () => call('resume', { port }) }
}

/** A url on which no server listens. */
export async function refusedUrl(): Promise<string> {
  return `ws://127.0.0.1:${await call<number>('refuse')}/`
}
