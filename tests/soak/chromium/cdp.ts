import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'
import { chromiumPath } from '../../../scripts/require-chromium'
import { pause } from '../../support/wait-for'

type Params = Record<string, unknown>

/** One tab. Nothing is enabled in it but what is asked for: drivers that watch the network cost more than what is measured. */
export interface Tab {
  send<T = unknown>(method: string, params?: Params): Promise<T>
  /** What the expression is, or resolves to, as JSON. */
  evaluate<T>(expression: string): Promise<T>
  close(): Promise<void>
}

export interface Chromium {
  /** A new tab, once it has loaded. */
  open(url: string): Promise<Tab>
  /** To the browser as a whole. */
  send<T = unknown>(method: string, params?: Params): Promise<T>
  /** Events of the browser as a whole. */
  on<T>(method: string, listener: (params: T) => void): () => void
  close(): Promise<void>
}

interface Answer {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

interface Evaluated<T> {
  readonly result: { readonly value: T }
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } }
}

const PATIENCE_MS = 5000

const FLAGS = [
  '--headless',
  '--remote-debugging-port=0',
  '--no-sandbox',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]

/** A Chromium of its own, over the bare DevTools protocol. */
export async function launchChromium(): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), 'websocket-store-chromium-'))
  const child = spawn(chromiumPath, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const found = /^DevTools listening on (ws:\S+)/.exec(line)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${chromiumPath} ended with ${code}`)))
  })
  const socket = new WebSocket(address, { perMessageDeflate: false })
  await once(socket, 'open')

  const waiting = new Map<number, (answer: Answer) => void>()
  const listeners = new Set<(event: Answer) => void>()
  let sent = 0
  socket.on('message', (data: Buffer) => {
    const answer = JSON.parse(data.toString()) as Answer
    if (answer.id === undefined) return listeners.forEach((listener) => listener(answer))
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  socket.on('close', () => {
    for (const settle of waiting.values()) settle({ error: { message: 'the browser is gone' } })
  })

  async function send<T>(method: string, params: Params = {}, sessionId?: string): Promise<T> {
    const id = ++sent
    const { result, error } = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve)
      socket.send(JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) }))
    })
    if (error) throw new Error(`${method}: ${error.message}`)
    return result as T
  }

  const tabOf = (inTab: Tab['send'], targetId: string): Tab => ({
    send: inTab,
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = await inTab<Evaluated<T>>('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      })
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
      return result.value
    },
    close: async () => void (await send('Target.closeTarget', { targetId })),
  })

  return {
    send: (method, params) => send(method, params),
    on<T>(method: string, listener: (params: T) => void) {
      const hear = (event: Answer) => {
        if (event.method === method) listener(event.params as T)
      }
      listeners.add(hear)
      return () => void listeners.delete(hear)
    },
    async open(url) {
      const { targetId } = await send<{ targetId: string }>('Target.createTarget', { url })
      const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
      const tab = tabOf((method, params) => send(method, params, sessionId), targetId)
      const isLoaded = () => tab.evaluate<boolean>(`location.href !== 'about:blank' && document.readyState === 'complete'`)
      while (!(await isLoaded())) await pause(10)
      return tab
    },
    async close() {
      const exited = once(child, 'exit')
      const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
      socket.send(JSON.stringify({ id: ++sent, method: 'Browser.close' }))
      await exited
      clearTimeout(patience)
      socket.terminate()
      // Its processes may still be at it.
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}
