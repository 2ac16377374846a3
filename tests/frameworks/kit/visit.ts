import type { Browser, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** A page of an application, as its user sees it. */
export interface Visit {
  readonly page: Page
  /** Errors and warnings in the console, without the browser's own messages about a broken network. */
  readonly problems: readonly string[]
  /** All states that the components have shown since the first markup, in order. */
  states(): Promise<readonly string[]>
  /** Waits until both components show this state. */
  shows(state: string): Promise<void>
  readonly messages: Locator
  /** The other component, which shows only the latest message. */
  readonly latest: Locator
  say(text: string): Promise<void>
  leave(): Promise<void>
  join(): Promise<void>
  close(): Promise<void>
}

declare global {
  var shownStates: string[]
}

const isNetworkNoise = (text: string): boolean => /WebSocket connection to '.*' failed/.test(text)

/** Runs in the page before the page's own scripts. */
function recordStates(): void {
  globalThis.shownStates = []
  const last = new WeakMap<Element, string>()
  new MutationObserver(() => {
    for (const element of document.querySelectorAll('output')) {
      const state = element.textContent
      if (state === '' || last.get(element) === state) continue
      last.set(element, state)
      globalThis.shownStates.push(state)
    }
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

export async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 720, height: 520 } })
  return openPage(await context.newPage(), url)
}

/** Opens another tab of the same browser profile. The tabs share workers. */
export const visitBeside = async (other: Visit, url: string): Promise<Visit> => openPage(await other.page.context().newPage(), url)

async function openPage(page: Page, url: string): Promise<Visit> {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isNetworkNoise(message.text())) problems.push(message.text())
  })
  await page.addInitScript(recordStates)
  await page.goto(url)
  return {
    page,
    problems,
    states: () => page.evaluate(() => globalThis.shownStates),
    shows: (state) =>
      expect.poll(() => page.locator('output').allTextContents(), { timeout: 20_000 }).toEqual([state, state]),
    messages: page.getByRole('listitem'),
    latest: page.getByLabel('Latest'),
    say: async (text) => {
      await page.getByLabel('Message').fill(text)
      await page.getByRole('button', { name: 'Send' }).click()
    },
    leave: () => page.getByRole('button', { name: 'Leave' }).click(),
    join: () => page.getByRole('button', { name: 'Join' }).click(),
    close: () => page.close(),
  }
}
