import { launch, type LaunchOptions } from 'puppeteer-core'
import type { Browser } from './browser'

/** A browser that puppeteer drives: Chromium over its own protocol, Firefox over WebDriver BiDi. */
export async function startWithPuppeteer(name: string, options: LaunchOptions): Promise<Browser> {
  const browser = await launch({ headless: true, ...options })
  const [version] = /\d+\.\d+/.exec(await browser.version()) ?? []
  return {
    title: `${name} ${version}`,
    async open() {
      const page = await browser.newPage()
      return {
        // Its caller knows better how long a page may take.
        goto: async (url) => void (await page.goto(url, { timeout: 0 })),
        evaluate: (expression) => page.evaluate(expression),
        close: () => page.close(),
      }
    },
    end: () => browser.close(),
  }
}
