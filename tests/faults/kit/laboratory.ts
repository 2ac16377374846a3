import { inject, onTestFinished } from 'vitest'
import type { Program, SeenLine } from './steps'

export interface ScriptedServer {
  readonly url: string
  /** What it has seen of each line so far. */
  seen(): Promise<readonly SeenLine[]>
  /** Waits until what it has seen is as told. */
  until(check: (lines: readonly SeenLine[]) => boolean): Promise<readonly SeenLine[]>
  /** Cuts its lines and refuses further ones. */
  leave(): Promise<void>
  comeBack(): Promise<void>
}

export interface RealServer {
  readonly url: string
  /** As by `kill -9`. */
  kill(): Promise<void>
  restart(): Promise<void>
}

export interface Proxy {
  readonly url: string
  /** Half-open: nothing passes any more on the lines there are now, and nothing is closed. New lines pass. */
  stall(): Promise<void>
  resume(): Promise<void>
}

/** Firefox holds back dials to a server that failed before, for some seconds each. */
const DEADLINE_MS = 25_000
const POLL_MS = 10

async function ask<T>(operation: string, asked: object = {}): Promise<T> {
  // As text, so that a browser asks without a preflight.
  const response = await fetch(`${inject('laboratory')}/${operation}`, { method: 'POST', body: JSON.stringify(asked) })
  if (!response.ok) throw new Error(`the laboratory failed to ${operation}: ${await response.text()}`)
  return (await response.json()) as T
}

async function made(operation: string, asked?: object): Promise<{ readonly port: number; readonly url: string }> {
  const port = await ask<number>(operation, asked)
  onTestFinished(() => ask('stop', { port }))
  return { port, url: `ws://127.0.0.1:${port}/` }
}

/** A raw TCP server: the first line gets the first program, and so on; the last program repeats. */
export async function misbehave(...programs: Program[]): Promise<ScriptedServer> {
  const { port, url } = await made('script', { programs })
  const seen = () => ask<SeenLine[]>('seen', { port })
  return {
    url,
    seen,
    leave: () => ask('leave', { port }),
    comeBack: () => ask('come-back', { port }),
    async until(check) {
      const end = performance.now() + DEADLINE_MS
      for (;;) {
        const lines = await seen()
        if (check(lines)) return lines
        if (performance.now() > end) throw new Error(`the server never saw: ${check}\nbut ${JSON.stringify(lines)}`)
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      }
    },
  }
}

/** A `ws` server in a process of its own; it echoes, and answers `ping` with `pong`. */
export async function realServer(): Promise<RealServer> {
  const { port, url } = await made('real')
  return { url, kill: () => ask('kill', { port }), restart: () => ask('restart', { port }) }
}

/** A line that can be made half-open, to a server from above. */
export async function proxyTo(server: { readonly url: string }): Promise<Proxy> {
  const { port, url } = await made('proxy', { port: Number(new URL(server.url).port) })
  return { url, stall: () => ask('stall', { port }), resume: () => ask('resume', { port }) }
}

/** Where nobody listens. */
export async function refusedUrl(): Promise<string> {
  return `ws://127.0.0.1:${await ask<number>('refuse')}/`
}
