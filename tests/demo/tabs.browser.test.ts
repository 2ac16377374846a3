import { expect, it } from 'vitest'
import { PANES, type DemoPage } from './demo-browser'
import { useDemoBrowser } from './use-demo-browser'

const browser = useDemoBrowser(async ({ stats }) => {
  await expect.poll(async () => (await stats()).sockets).toBe(0)
})

const openTabs = async (count: number): Promise<DemoPage[]> => {
  const first = await browser.open('tabs')
  const pages = [first, ...(await Promise.all(Array.from({ length: count - 1 }, () => browser.open('tabs', first))))]
  await Promise.all(pages.map((page) => page.isPhase('open', 30_000)))
  return pages
}

/** The text in both panes, such as "3 tabs, 1 socket". */
const shows = async (pages: readonly DemoPage[], tally: string): Promise<void> => {
  const shown = pages.flatMap((page) => PANES.map((name) => page.pane(name).locator('.tally', { hasText: new RegExp(`^${tally}$`) })))
  await Promise.all(shown.map((locator) => locator.waitFor({ timeout: 30_000 })))
}

it('shows three tabs on one socket, and follows a tab that closes', async () => {
  const pages = await openTabs(3)
  await shows(pages, '3 tabs, 1 socket')
  expect(await browser.demo().stats()).toMatchObject({ sockets: 1, paths: { '/ticker': 1 } })
  for (const page of pages) await page.hasSockets(1)
  // The first one has started the worker.
  await pages[0]!.page.close()
  await shows(pages.slice(1), '2 tabs, 1 socket')
  for (const page of pages.slice(1)) {
    const before = await page.received('react')
    await expect.poll(() => page.received('react')).toBeGreaterThan(before)
    expect(await page.page.locator('#opened').textContent()).toBe('1')
  }
})

it('opens another tab with its link', async () => {
  const [first] = (await openTabs(1)) as [DemoPage]
  await shows([first], '1 tab, 1 socket')
  const opened = first.page.context().waitForEvent('page')
  await first.pane('vue').getByRole('link', { name: 'Open another tab' }).click()
  const second = await opened
  await shows([first], '2 tabs, 1 socket')
  await second.locator('#react .tally', { hasText: '2 tabs, 1 socket' }).waitFor()
  await second.close()
  await shows([first], '1 tab, 1 socket')
})

it('shows the lost connection in all tabs, and reconnects with one socket', async () => {
  const pages = await openTabs(2)
  await shows(pages, '2 tabs, 1 socket')
  await pages[0]!.fault('Refuse for 10 s')
  for (const page of pages) await page.isPhase('waiting')
  await shows(pages, '2 tabs, 0 sockets')
  await pages[1]!.fault('Restore')
  for (const page of pages) await page.isPhase('open', 30_000)
  await shows(pages, '2 tabs, 1 socket')
  expect((await browser.demo().stats()).sockets).toBe(1)
})

it('has the socket of the page in other examples', async () => {
  const [page] = (await openTabs(1)) as [DemoPage]
  await page.page.getByRole('link', { name: 'Chat' }).click()
  await page.isPhase('open')
  await page.hasSockets(1)
  expect(await page.page.locator('.count').textContent()).toContain('sockets of this page')
  await expect.poll(async () => (await browser.demo().stats()).paths, { timeout: 10_000 }).toMatchObject({ '/chat': 1, '/ticker': 0 })
  await page.page.getByRole('link', { name: 'Tabs' }).click()
  await page.isPhase('open')
  await shows([page], '1 tab, 1 socket')
  expect(await page.page.locator('.count').textContent()).toContain('sockets of all your tabs')
})

it('shares the socket of a tab that leads in a browser without SharedWorker', async () => {
  const [first] = (await openTabs(1)) as [DemoPage]
  await first.page.context().addInitScript('delete window.SharedWorker')
  await first.page.reload()
  await first.isPhase('open')
  const second = await browser.open('tabs', first)
  await second.isPhase('open')
  await shows([first, second], '2 tabs, 1 socket')
  expect((await browser.demo().stats()).sockets).toBe(1)
  // It leads.
  await first.page.close()
  await shows([second], '1 tab, 1 socket')
  await second.isPhase('open')
})
