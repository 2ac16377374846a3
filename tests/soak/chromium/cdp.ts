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

/** One tab. Enables only the requested domains, because drivers that watch the network cost more than the measured work. */
export interface Tab {
  send<T = unknown>(method: string, params?: Params): Promise<T>
  /** The value of the expression, or of its promise, as JSON. */
  evaluate<T>(expression: string): Promise<T>
  close(): Promise<void>
}

export interface Chromium {
  /** Opens a new tab. Resolves when the page has loaded. */
  open(url: string): Promise<Tab>
  /** Sends a command to the browser instead of one tab. */
  send<T = unknown>(method: string, params?: Params): Promise<T>
  /** Listens to events of the browser instead of one tab. */
  on<T>(method: string, listener: (params: T) => void): () => void
  close(): Promise<void>
}

interface Reply {
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

const EXIT_TIMEOUT_MS = 5000

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

/** Starts a separate Chromium, driven over the plain DevTools protocol. */
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

  const waiting = new Map<number, (reply: Reply) => void>()
  const listeners = new Set<(event: Reply) => void>()
  let sent = 0
  socket.on('message', (data: Buffer) => {
    const reply = JSON.parse(data.toString()) as Reply
    if (reply.id === undefined) return listeners.forEach((listener) => listener(reply))
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  socket.on('close', () => {
    for (const settle of waiting.values()) settle({ error: { message: 'the browser has exited' } })
  })

  async function send<T>(method: string, params: Params = {}, sessionId?: string): Promise<T> {
    const id = ++sent
    const { result, error } = await new Promise<Reply>((resolve) => {
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
      const onEvent = (event: Reply) => {
        if (event.method === method) listener(event.params as T)
      }
      listeners.add(onEvent)
      return () => void listeners.delete(onEvent)
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
      const killTimer = setTimeout(() => child.kill('SIGKILL'), EXIT_TIMEOUT_MS)
      socket.send(JSON.stringify({ id: ++sent, method: 'Browser.close' }))
      await exited
      clearTimeout(killTimer)
      socket.terminate()
      // Other processes of the browser may still write to the profile.
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}
