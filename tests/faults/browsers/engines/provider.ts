import { defineBrowserProvider } from '@vitest/browser'
import { BROWSER_NAMES, type Browser, type BrowserName } from './browser'
import { startChromium } from './chromium'
import { startFirefox } from './firefox'
import { startWebKit } from './webkit'

const START: Readonly<Record<BrowserName, () => Promise<Browser>>> = {
  chromium: startChromium,
  firefox: startFirefox,
  webkit: startWebKit,
}

/** Runs Vitest's pages in them. */
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
