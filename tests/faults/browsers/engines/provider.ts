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

const nothing = async (): Promise<void> => {}

/** Runs Vitest's pages in the browsers of Debian. */
export const debianBrowsers = defineBrowserProvider({
  name: 'debian-browsers',
  supportedBrowser: BROWSER_NAMES,
  providerFactory(project) {
    let browser: Promise<Browser> | undefined
    return {
      name: 'debian-browsers',
      // Vitest runs browsers in parallel only if it can route their mocks. These tests have no mocks.
      supportsParallelism: true,
      mocker: { register: nothing, delete: nothing, clear: nothing },
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
