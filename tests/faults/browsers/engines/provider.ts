import { defineBrowserProvider } from '@vitest/browser'
import type { Browser } from './browser'
import { startChromium } from './chromium'
import { startFirefox } from './firefox'
import { startWebKit } from './webkit'

const START = { chromium: startChromium, firefox: startFirefox, webkit: startWebKit }

export type BrowserName = keyof typeof START
export const BROWSER_NAMES = Object.keys(START) as BrowserName[]

/** Runs Vitest's pages in the browsers that Debian packages. */
export const debianBrowsers = defineBrowserProvider({
  name: 'debian-browsers',
  supportedBrowser: BROWSER_NAMES,
  providerFactory(project) {
    let browser: Promise<Browser> | undefined
    return {
      name: 'debian-browsers',
      supportsParallelism: false,
      async openPage(_sessionId, url) {
        const { title, open } = await (browser ??= START[project.config.browser.name as BrowserName]())
        project.provide('engineTitle', title)
        await (await open()).goto(url)
      },
      getCommandsContext: () => ({ browser }),
      close: async () => (await browser)?.end(),
    }
  },
})
