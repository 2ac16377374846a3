import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launch } from '../../demo/demo-browser'
import { PAGE_BUILD, serveRequests, type ServedPage } from '../../soak/chromium/serve-page'

export interface PageContent {
  /** CSS of the page itself. */
  readonly css?: string
  /** HTML of the body before the script. */
  readonly body?: string
  /** Value of the header `content-security-policy`. */
  readonly policy?: string
}

/** Bundles one file for the browser. `websocket-store` is resolved to the sources, by `tsconfig.json`. */
export async function bundlePage(entry: URL): Promise<string> {
  const { outputFiles } = await build({ ...PAGE_BUILD, entryPoints: [fileURLToPath(entry)], sourcemap: 'inline' })
  return outputFiles[0]!.text
}

/** Serves a page that runs this script. Its CSS is a file, so that a strict policy permits it. */
export function servePanelPage(script: string, { css = '', body = '', policy }: PageContent = {}): Promise<ServedPage> {
  const html = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>panel</title>
    <link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/page.css"><body>${body}<script type="module" src="/script.js"></script>`
  return serveRequests(({ url = '' }, response) => {
    if (policy !== undefined) response.setHeader('content-security-policy', policy)
    if (url === '/script.js') return response.setHeader('content-type', 'text/javascript; charset=utf-8').end(script)
    if (url === '/page.css') return response.setHeader('content-type', 'text/css').end(css)
    if (url === '/icon.svg') return response.setHeader('content-type', 'image/svg+xml').end('<svg xmlns="http://www.w3.org/2000/svg"/>')
    response.setHeader('content-type', 'text/html; charset=utf-8').end(html)
  })
}

export interface OpenedPage {
  readonly page: Page
  /** Errors and warnings of the page, also violations of its policy. They must be none when the test ends: take out what you expect. */
  readonly problems: string[]
}

export interface OpenOptions extends PageContent {
  /** Added to the address, such as `?view=frames#x`. */
  readonly search?: string
  readonly context?: BrowserContextOptions
}

/** One browser for the calling file, and a page that runs `entry` for each `open()`. Checks that no page had a problem. */
export function usePanelPage(entry: URL) {
  let browser: Browser
  let script: string
  const ends: (() => Promise<unknown>)[] = []
  const opened: OpenedPage[] = []

  beforeAll(async () => {
    ;[browser, script] = await Promise.all([launch(), bundlePage(entry)])
  })
  afterAll(() => browser?.close())
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end()
    expect(opened.splice(0).flatMap(({ problems }) => problems)).toEqual([])
  })

  return {
    browser: () => browser,
    async open({ search = '', context: contextOptions, ...content }: OpenOptions = {}): Promise<OpenedPage> {
      const served = await servePanelPage(script, content)
      ends.push(served.close)
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...contextOptions })
      ends.push(() => context.close())
      const page = await context.newPage()
      const problems: string[] = []
      page.on('pageerror', (error) => problems.push(String(error)))
      page.on('console', (message) => {
        const isNoise = /^WebSocket connection to '.*' failed/.test(message.text())
        if (['error', 'warning'].includes(message.type()) && !isNoise) problems.push(message.text())
      })
      await page.goto(served.url + search)
      const result = { page, problems }
      opened.push(result)
      return result
    },
  }
}
