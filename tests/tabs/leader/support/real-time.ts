import { onTestFinished } from 'vitest'
import { createFakeBrowser, type FakeBrowser } from './fake-browser'

/** A fake browser whose time follows the real one, until the test ends. */
export function startBrowser(): FakeBrowser {
  const browser = createFakeBrowser()
  let isRunning = true
  let last = Date.now()
  const run = async () => {
    while (isRunning) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      const now = Date.now()
      await browser.scheduler.advance(now - last)
      last = now
    }
  }
  void run()
  onTestFinished(() => void (isRunning = false))
  return browser
}
