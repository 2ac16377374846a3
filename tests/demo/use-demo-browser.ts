import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launch, openDemo, type DemoPage } from './demo-browser'
import { startDemo, type DemoProcess } from './demo-process'

/**
 * Starts the demo and a browser for the calling file. After each test its pages are closed; they must have had no problems.
 *
 * @param afterClose Checked after each test, without pages.
 */
export const useDemoBrowser = (afterClose?: (demo: DemoProcess) => Promise<void>) => {
  let demo: DemoProcess
  let browser: Browser
  const pages: DemoPage[] = []

  beforeAll(async () => {
    ;[demo, browser] = await Promise.all([startDemo(), launch()])
  })
  afterAll(async () => {
    await browser?.close()
    await demo?.kill()
  })
  afterEach(async () => {
    const closed = pages.splice(0)
    for (const page of closed) await page.close()
    expect(closed.flatMap((page) => page.problems)).toEqual([])
    await afterClose?.(demo)
  })

  return {
    demo: () => demo,
    /** Starts it again on the same port, after it was killed. */
    startAgain: async (): Promise<void> => {
      demo = await startDemo(demo.port)
    },
    /** Opens the page as a new visitor or, with `other`, in another tab of that visitor. */
    open: async (scene: string, other?: DemoPage): Promise<DemoPage> => {
      const page = await openDemo(browser, demo.url, scene, other)
      pages.push(page)
      return page
    },
  }
}
