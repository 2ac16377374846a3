import type { Locator, Page } from 'playwright-core'
import { usePanelPage, type OpenOptions } from '../support/panel-page'
import type { FramesPage } from './frames.page'

declare global {
  // The page of the tests assigns it.
  var framesPage: FramesPage
}

export interface OpenedFrames {
  readonly page: Page
  readonly rows: Locator
  readonly grid: Locator
  readonly details: Locator
  readonly counts: Locator
  /** Number in the data of the first and the last row with an element. */
  edges(): Promise<readonly [first: number, last: number]>
  /** Number in the data of the first row that is visible as a whole. */
  firstVisible(): Promise<number>
  active(): Promise<string>
}

/** Chromium for the calling file, with the frames view alone in a page. */
export function useFramesPage() {
  const { open } = usePanelPage(new URL('./frames.page.ts', import.meta.url))
  return {
    async open(count = 0, options: OpenOptions = {}): Promise<OpenedFrames> {
      const { page } = await open(options)
      await page.evaluate((many) => framesPage.addMany(many), count)
      const rows = page.locator('.frames-row:not(.frames-head)')
      if (count > 0) await rows.filter({ hasText: `"number":${count - 1},` }).waitFor()
      const numberIn = (text: string | null) => Number(/"number":(\d+)/.exec(text ?? '')?.[1])
      return {
        page,
        rows,
        grid: page.getByRole('grid'),
        details: page.getByRole('region', { name: 'Frame' }),
        counts: page.locator('.frames-counts'),
        edges: async () => [numberIn(await rows.first().textContent()), numberIn(await rows.last().textContent())],
        firstVisible: () =>
          page.evaluate(() => {
            const { root } = framesPage.shown
            const top = root.querySelector('.frames-scroller')!.getBoundingClientRect().top
            const row = [...root.querySelectorAll('.frames-row:not(.frames-head)')].find((each) => each.getBoundingClientRect().top >= top - 1)
            return Number(/"number":(\d+)/.exec(row?.textContent ?? '')?.[1])
          }),
        active: async () => (await page.locator('[aria-selected=true].frames-row').textContent()) ?? '',
      }
    },
  }
}
