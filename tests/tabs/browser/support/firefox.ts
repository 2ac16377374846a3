import { launch, type Page } from 'puppeteer-core'
import { endWithUs } from '../../../faults/browsers/engines/end-with-us'
import { FIREFOX } from '../../../faults/browsers/engines/firefox'
import { killPageOf } from './page-process'
import type { Tab, TabsBrowser } from './tabs-browser'
import { waitFor } from './wait-for'

/** Firefox, driven over WebDriver BiDi. It cannot freeze a page. */
export async function startFirefox(): Promise<TabsBrowser> {
  const browser = await launch({ headless: true, ...FIREFOX })
  const pid = browser.process()!.pid!
  // Firefox continues to run when a signal ends puppeteer.
  const kill = endWithUs(pid)
  const [version] = /\d+/.exec(await browser.version()) ?? []
  return {
    engine: `Firefox ${version}`,
    async openTab(url) {
      const page = await browser.newPage({ type: 'window' })
      await page.goto(url)
      return tabOf(page, pid, () => browser.newPage())
    },
    close: () => browser.close().finally(kill),
  }
}

function tabOf(page: Page, browserPid: number, openInFront: () => Promise<Page>): Tab {
  let inFront: Page | null = null
  const evaluate = (expression: string): Promise<unknown> => page.evaluate(expression)
  const closeInFront = async () => {
    await inFront?.close()
    inFront = null
  }
  return {
    evaluate,
    async close() {
      await closeInFront()
      await page.close({ runBeforeUnload: false })
    },
    navigate: async (url) => void (await page.goto(url)),
    // `page.goBack()` waits for an event that a page from the back-forward cache does not have.
    async back() {
      const before = page.url()
      await evaluate('void history.back()')
      await waitFor('the page before', () => page.url(), (url) => url !== before)
      await waitFor('a loaded page', () => evaluate('document.readyState').catch(String), (state) => state === 'complete')
    },
    reload: async () => void (await page.reload()),
    crash: () => killPageOf({ evaluate, browserPid, isOfPages: (command) => command.includes('-isForBrowser') }),
    async toBackground() {
      if (inFront) return
      await page.bringToFront()
      // It opens in the window that was used last.
      inFront = await openInFront()
      await waitFor('a hidden page', () => evaluate('document.visibilityState'), (state) => state === 'hidden')
    },
    async toFront() {
      await page.bringToFront()
      await closeInFront()
    },
  }
}
