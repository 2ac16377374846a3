import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { chromiumPath } from '../../../scripts/require-chromium'
import { createProtocol, type Session } from './cdp'

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  '--no-first-run',
  '--remote-debugging-pipe',
]

export interface Tab extends Session {
  /** Evaluates an expression and awaits its value. */
  evaluate<Result>(expression: string): Promise<Result>
  close(): Promise<void>
}

/** CPU time of one process of the browser. */
export interface ProcessTime {
  readonly type: string
  readonly id: number
  /** Seconds. */
  readonly cpuTime: number
}

export interface Chromium {
  readonly version: string
  processes(): Promise<readonly ProcessTime[]>
  /** Opens a tab in a new profile, so it has its own process. */
  open(url: string): Promise<Tab>
  close(): Promise<void>
}

interface Evaluation<Result> {
  readonly result: { readonly value: Result }
  readonly exceptionDetails?: { readonly exception?: { readonly description?: string } }
}

export async function launchChromium(): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), 'websocket-store-bench-'))
  const child = spawn(chromiumPath, [...FLAGS, `--user-data-dir=${profile}`], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
  const sessionOf = createProtocol(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const browser = sessionOf()
  const { product } = await browser.send<{ product: string }>('Browser.getVersion')

  return {
    version: product.replace('/', ' '),
    processes: async () => (await browser.send<{ processInfo: ProcessTime[] }>('SystemInfo.getProcessInfo')).processInfo,
    async open(url) {
      const { browserContextId } = await browser.send<{ browserContextId: string }>('Target.createBrowserContext')
      const { targetId } = await browser.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank', browserContextId })
      const { sessionId } = await browser.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
      const session = sessionOf(sessionId)

      async function evaluate<Result>(expression: string): Promise<Result> {
        const params = { expression, awaitPromise: true, returnByValue: true }
        const { result, exceptionDetails } = await session.send<Evaluation<Result>>('Runtime.evaluate', params)
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? `${expression} failed`)
        return result.value
      }

      await session.send('Page.enable')
      const loaded = session.next('Page.loadEventFired')
      await session.send('Page.navigate', { url })
      await loaded
      await session.send('Page.disable')
      return {
        ...session,
        evaluate,
        close: async () => void (await browser.send('Target.disposeBrowserContext', { browserContextId })),
      }
    },
    async close() {
      const exited = once(child, 'exit')
      await browser.send('Browser.close').catch(() => child.kill())
      await exited
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}
