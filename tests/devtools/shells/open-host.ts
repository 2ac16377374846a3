import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { startServer, type TestServer } from '../../support/ws-server'
import type { ServedHost } from './serve-host'

export interface OpenedHost {
  readonly page: Page
  readonly server: TestServer
  /** Errors of the page, and errors and warnings in its console. */
  readonly problems: string[]
  /** Elements with a panel: a drawer, or one inside another tool. */
  readonly panels: Locator
  /** Calls a function that the host exposes. */
  call(name: 'show' | 'unmount', argument?: boolean): Promise<void>
}

/** Screenshots for people, where `SHOTS` names a folder. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** What a tool brings: fonts that it does not find, and an advertisement in the console. */
const isNoise = (text: string): boolean => /font|OTS parsing|DevTools for a better development/i.test(text)

/** Opens a host, connected to a server that sends each message back. */
export async function openHost(browser: Browser, served: ServedHost, options: { colorScheme?: 'light' | 'dark' } = {}): Promise<OpenedHost> {
  const server = await startServer()
  onTestFinished(() => server.stop())
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isNoise(message.text())) problems.push(message.text())
  })
  await page.goto(`${served.url}?server=${encodeURIComponent(server.url)}`)
  return {
    page,
    server,
    problems,
    panels: page.locator('[data-websocket-store-devtools]'),
    async call(name, argument) {
      await page.evaluate(`host.${name}(${argument ?? ''})`)
    },
  }
}
