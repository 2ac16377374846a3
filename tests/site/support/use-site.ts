import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { chromiumPath } from '../../../scripts/require-chromium'
import { serveSite, type SiteServer } from './serve'

export const DESKTOP = { width: 1280, height: 900 }
export const PHONE = { width: 390, height: 844 }

export interface SitePage {
  readonly page: Page
  /** Errors and warnings of the console, and uncaught errors. */
  readonly problems: string[]
  /** Requests that would leave this machine. */
  readonly foreign: string[]
  go(address: string): Promise<void>
}

/** Serves the built site to a browser, for the tests of one file. */
export const useSite = () => {
  let server: SiteServer
  let browser: Browser
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    server = await serveSite()
    browser = await chromium.launch({
      executablePath: chromiumPath,
      chromiumSandbox: false,
      args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1', '--disable-quic', '--disable-gpu'],
    })
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  return {
    url: () => server.url,
    open: async (address: string, options: BrowserContextOptions = {}): Promise<SitePage> => {
      const context = await browser.newContext({ viewport: DESKTOP, ...options })
      contexts.push(context)
      const page = await context.newPage()
      const problems: string[] = []
      const foreign: string[] = []
      page.on('pageerror', (error) => problems.push(String(error)))
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) problems.push(message.text())
      })
      page.on('request', (request) => {
        if (/^(https?|wss?):/.test(request.url()) && !request.url().startsWith(server.url)) foreign.push(request.url())
      })
      const go = async (to: string): Promise<void> => {
        await page.goto(server.url + to)
        await page.waitForLoadState('load')
        // Before the page is hydrated, it ignores keys and clicks.
        await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}))
      }
      await go(address)
      return { page, problems, foreign, go }
    },
  }
}
