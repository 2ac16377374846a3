import type { BrowserCommand } from 'vitest/node'
import type { Browser, BrowserPage } from './engines/browser'
import { sendToTree } from './engines/process-tree'

declare module 'vitest/node' {
  interface BrowserCommandContext {
    readonly browser: Promise<Browser>
  }
}

declare module 'vitest/browser' {
  interface BrowserCommands {
    openPage(url: string, isHidden: boolean): Promise<number>
    goto(page: number, url: string): Promise<void>
    evaluate(page: number, expression: string): Promise<unknown>
    closePage(page: number): Promise<void>
    /** Suspends all processes of the browser for this time, like a sleeping machine. */
    sleep(ms: number): Promise<void>
  }
}

const pages: BrowserPage[] = []

const openPage: BrowserCommand<[url: string, isHidden: boolean]> = async ({ browser }, url, isHidden) => {
  const { open, openHidden } = await browser
  const page = await (isHidden ? openHidden() : open())
  await page.goto(url)
  return pages.push(page) - 1
}
const goto: BrowserCommand<[page: number, url: string]> = (_, page, url) => pages[page]?.goto(url)
const evaluate: BrowserCommand<[page: number, expression: string]> = (_, page, expression) => pages[page]?.evaluate(expression)
const closePage: BrowserCommand<[page: number]> = (_, page) => pages[page]?.close()

const sleep: BrowserCommand<[ms: number]> = async ({ browser }, ms) => {
  const { pid } = await browser
  sendToTree(pid, 'SIGSTOP')
  await new Promise((resolve) => setTimeout(resolve, ms))
  sendToTree(pid, 'SIGCONT')
}

/** The commands that tests in a browser can run in the driving process, through `commands` of `vitest/browser`. */
export const browserCommands = { openPage, goto, evaluate, closePage, sleep }
