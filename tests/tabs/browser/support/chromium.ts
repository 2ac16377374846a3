import { launch, type CDPSession, type Page } from 'puppeteer-core'
import { chromiumPath } from '../../../../scripts/require-chromium'
import type { Tab, TabsBrowser } from './tabs-browser'
import { waitFor } from './wait-for'

// Without these, Chromium treats tabs as it does for users: pages are cached, and those in the background are slow.
const UNWANTED = [
  '--disable-back-forward-cache',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
]

const ARGUMENTS = [
  '--no-sandbox', // Chromium requires it for root
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  '--disable-quic',
  '--disable-gpu',
]

/** Chromium, driven by its own protocol. Each tab has a window, which is minimised when the tab goes to the background. */
export async function startChromium(): Promise<TabsBrowser> {
  const browser = await launch({ executablePath: chromiumPath, headless: true, args: ARGUMENTS, ignoreDefaultArgs: UNWANTED })
  return {
    engine: (await browser.version()).replace(/^.*?\/(\d+).*$/, 'Chromium $1'),
    close: () => browser.close(),
    async openTab(url) {
      const page = await browser.newPage({ type: 'window' })
      await page.goto(url)
      return tabOf(page, await page.createCDPSession())
    },
  }
}

async function tabOf(page: Page, session: CDPSession): Promise<Tab> {
  const { windowId } = await session.send('Browser.getWindowForTarget')
  const setWindow = async (windowState: 'minimized' | 'normal', visibility: string) => {
    await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState } })
    await waitFor(visibility, () => evaluate('document.visibilityState'), (value) => value === visibility)
  }
  const toBackground = () => setWindow('minimized', 'hidden')
  const toFront = () => setWindow('normal', 'visible')

  async function evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, returnByValue: true })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value as unknown
  }

  return {
    evaluate,
    close: () => page.close({ runBeforeUnload: false }),
    navigate: async (url) => void (await page.goto(url)),
    back: async () => void (await page.goBack()),
    reload: async () => void (await page.reload()),
    async crash() {
      const crashed = new Promise((resolve) => session.once('Inspector.targetCrashed', resolve))
      await session.send('Inspector.enable')
      // It is never answered.
      session.send('Page.crash').catch(() => {})
      await crashed
    },
    async freeze() {
      await toBackground()
      await session.send('Page.setWebLifecycleState', { state: 'frozen' })
    },
    async thaw() {
      await session.send('Page.setWebLifecycleState', { state: 'active' })
      await toFront()
    },
    toBackground,
    toFront,
  }
}
