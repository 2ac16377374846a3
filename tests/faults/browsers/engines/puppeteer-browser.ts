import { launch, type LaunchOptions, type Page } from 'puppeteer-core'
import type { Browser, BrowserPage } from './browser'
import { endWithUs } from './end-with-us'

/** Starts a browser that puppeteer drives: Chromium over the DevTools protocol, Firefox over WebDriver BiDi. */
export async function startWithPuppeteer(name: string, options: LaunchOptions): Promise<Browser> {
  const browser = await launch({ headless: true, acceptInsecureCerts: true, ...options })
  const pid = browser.process()!.pid!
  // Firefox continues to run when a signal ends puppeteer.
  const kill = endWithUs(pid)
  const [version] = /\d+\.\d+/.exec(await browser.version()) ?? []
  const openWindow = () => browser.newPage({ type: 'window' })
  return {
    title: `${name} ${version}`,
    pid,
    open: async () => pageOf(await openWindow()),
    async openHidden() {
      const page = pageOf(await openWindow())
      const inFront = await browser.newPage()
      return { ...page, close: () => Promise.all([page.close(), inFront.close()]).then(() => {}) }
    },
    end: () => browser.close().finally(kill),
  }
}

const pageOf = (page: Page): BrowserPage => ({
  // The caller has its own timeout.
  goto: async (url) => void (await page.goto(url, { timeout: 0 })),
  evaluate: (expression) => page.evaluate(expression),
  close: () => page.close(),
})
