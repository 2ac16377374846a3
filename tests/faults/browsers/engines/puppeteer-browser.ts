import { launch, type LaunchOptions, type Page } from 'puppeteer-core'
import type { Browser, BrowserPage } from './browser'

/** A browser that puppeteer drives: Chromium over its own protocol, Firefox over WebDriver BiDi. */
export async function startWithPuppeteer(name: string, options: LaunchOptions): Promise<Browser> {
  const browser = await launch({ headless: true, acceptInsecureCerts: true, ...options })
  const [version] = /\d+\.\d+/.exec(await browser.version()) ?? []
  const openWindow = () => browser.newPage({ type: 'window' })
  return {
    title: `${name} ${version}`,
    pid: browser.process()!.pid!,
    open: async () => pageOf(await openWindow()),
    async openHidden() {
      const page = pageOf(await openWindow())
      const inFront = await browser.newPage()
      return { ...page, close: () => Promise.all([page.close(), inFront.close()]).then(() => {}) }
    },
    end: () => browser.close(),
  }
}

const pageOf = (page: Page): BrowserPage => ({
  // Its caller knows better how long a page may take.
  goto: async (url) => void (await page.goto(url, { timeout: 0 })),
  evaluate: (expression) => page.evaluate(expression),
  close: () => page.close(),
})
