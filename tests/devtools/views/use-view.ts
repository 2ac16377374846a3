import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { ChannelRecord, PhaseRecord, RequestRecord } from '../../../src/devtools/model/types'
import type { FakeActions } from '../support/fake-actions'
import type { FakeSession } from '../support/fake-session'
import { usePanelPage } from '../support/panel-page'
import type { ShownView } from '../support/show-view'
import type { FACTORIES } from './factories'

export type ViewName = keyof typeof FACTORIES

type Changes = Parameters<FakeSession['change']>[1]

export interface ViewWindow {
  readonly session: FakeSession
  readonly actions: FakeActions
  readonly shown: ShownView
}

export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 } }

/** What a test does with one view in Chromium. */
export interface ViewPage {
  readonly page: Page
  button(name: string): Locator
  /** Adds a connection, and chooses it if it is the first. */
  add(changes?: Changes): Promise<void>
  change(changes: Changes, id?: number): Promise<void>
  /** Adds to a list of the first connection, whose other items stay the same objects. */
  append(list: 'phases' | 'requests' | 'channels', record: PhaseRecord | RequestRecord | ChannelRecord): Promise<void>
  choose(id: number | null): Promise<void>
  setPaused(isPaused: boolean): Promise<void>
  hide(): Promise<void>
  calls(): Promise<readonly string[]>
  announced(): Promise<readonly string[]>
  /** Marks the elements, so that a later `marked()` shows whether they were created again. */
  mark(selector: string): Promise<void>
  marked(selector: string): Promise<number>
  /** Name or text of the focused element in the view. */
  focused(): Promise<string>
  expectNoSidewaysScroll(): Promise<void>
}

/** Permits nothing that the panel does not need: no inline styles, no code in strings. */
export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws:"

/** Opens one view of the panel in Chromium, with a fake session. One browser for the calling file. */
export const useViews = () => {
  const { open } = usePanelPage(new URL('./views.page.ts', import.meta.url))
  return async (view: ViewName, context: BrowserContextOptions = {}): Promise<ViewPage> => {
    const { page } = await open({ search: `?view=${view}`, context, policy: POLICY })
    return viewPageOf(page)
  }
}

const viewPageOf = (page: Page): ViewPage => ({
  page,
  button: (name) => page.getByRole('button', { name, exact: true }),
  add: (changes = {}) =>
    page.evaluate((text) => {
      const { session, shown } = window as unknown as ViewWindow
      const { id } = session.add(JSON.parse(text) as Changes)
      if (session.connections().length === 1) shown.choose(id)
    }, JSON.stringify(changes)),
  change: (changes, id = 1) =>
    page.evaluate(([text, of]) => void (window as unknown as ViewWindow).session.change(of, JSON.parse(text) as Changes), [
      JSON.stringify(changes),
      id,
    ] as const),
  append: (list, record) =>
    page.evaluate(
      ([name, added]) => {
        const { session } = window as unknown as ViewWindow
        session.change(1, { [name]: [...session.connections()[0]![name], added] })
      },
      [list, record] as const,
    ),
  choose: (id) => page.evaluate((chosen) => (window as unknown as ViewWindow).shown.choose(chosen), id),
  setPaused: (isPaused) => page.evaluate((value) => (window as unknown as ViewWindow).session.setPaused(value), isPaused),
  hide: () => page.evaluate(() => (window as unknown as ViewWindow).shown.view.hide()),
  calls: () => page.evaluate(() => (window as unknown as ViewWindow).actions.calls),
  announced: () => page.evaluate(() => (window as unknown as ViewWindow).shown.announced),
  mark: (selector) => page.locator(selector).evaluateAll((found) => found.forEach((element) => element.toggleAttribute('data-mark', true))),
  marked: (selector) => page.locator(`${selector}[data-mark]`).count(),
  focused: () =>
    page.evaluate(() => {
      const element = (window as unknown as ViewWindow).shown.root.activeElement
      return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
    }),
  async expectNoSidewaysScroll() {
    const wide = await page.evaluate(() => {
      const { root } = (window as unknown as ViewWindow).shown
      const scrolls = [document.documentElement, ...root.querySelectorAll(':not(thead, thead *)')].filter((element) => {
        const { overflowX } = getComputedStyle(element)
        return element.scrollWidth > element.clientWidth + 1 && overflowX !== 'hidden' && element.clientWidth > 0 && !(element instanceof HTMLSpanElement)
      })
      return scrolls.map((element) => `${element.tagName} ${element.className} ${element.scrollWidth} > ${element.clientWidth}`)
    })
    expect(wide).toEqual([])
  },
})
