import type { Locator, Page } from 'playwright-core'
import { usePanelPage, type OpenOptions } from '../support/panel-page'
import type { DrawerPage } from './drawer.page'

declare const panel: DrawerPage

export interface DrawerDriver {
  readonly page: Page
  readonly problems: string[]
  readonly toggle: Locator
  readonly drawer: Locator
  readonly status: Locator
  tab(name: string): Locator
  button(name: string): Locator
  option(name: string | RegExp): Locator
  /** What the drawer and the views were called with, what the session was, and what the actions were. */
  log(): Promise<readonly string[]>
  sessionCalls(): Promise<readonly string[]>
  actionCalls(): Promise<readonly string[]>
  /** Name and text of the focused element, through shadow roots. */
  focused(): Promise<string>
}

export function driverOf(page: Page, problems: string[]): DrawerDriver {
  return {
    page,
    problems,
    toggle: page.locator('.toggle'),
    drawer: page.locator('.drawer'),
    status: page.locator('.drawer [role=status]'),
    tab: (name) => page.getByRole('tab', { name, exact: true }),
    button: (name) => page.getByRole('button', { name, exact: true }),
    option: (name) => page.getByRole('option', { name }),
    log: () => page.evaluate(() => panel.log),
    sessionCalls: () => page.evaluate(() => panel.session.calls),
    actionCalls: () => page.evaluate(() => panel.actions.calls),
    focused: () => page.evaluate(() => {
      const inPage = document.activeElement
      const element = inPage?.shadowRoot?.activeElement ?? inPage
      return element?.id === 'input-of-page' ? 'input of the page' : (element?.getAttribute('aria-label') ?? element?.textContent ?? '')
    }),
  }
}

/** The drawer with fakes, in one browser for the calling file. */
export const useDrawer = () => {
  const { open, browser } = usePanelPage(new URL('./drawer.page.ts', import.meta.url))
  return {
    browser,
    async openPage(options: OpenOptions = {}): Promise<DrawerDriver> {
      const { page, problems } = await open({ body: '<h1>A page</h1><input id="input-of-page">', ...options })
      return driverOf(page, problems)
    },
  }
}
