import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { PANES, toNumber, type DemoPage, type PaneName } from './demo-browser'
import { useDemoBrowser } from './use-demo-browser'

const browser = useDemoBrowser()

const rows = (name: PaneName, page: Page, status = 'subscribed') => page.locator(`#${name} [data-row][data-status=${status}]`)

/** Opens the market, and waits until all rows are subscribed. */
const open = async (): Promise<DemoPage> => {
  const page = await browser.open('market')
  for (const name of PANES) await expect.poll(() => rows(name, page.page).count(), { timeout: 20_000 }).toBe(1000)
  return page
}

const setRate = (market: DemoPage, rate: string): Promise<void> =>
  market.pane('react').getByRole('button', { name: rate, exact: true }).click()

interface Counts {
  readonly rowRenders: number
  readonly received: number
}

/** Both counts at one time: when the page writes the renders of the rows, which it does once a second. */
const nextCounts = async (market: DemoPage, name: PaneName): Promise<Counts> => {
  const received = await market.cell(name, 'received').elementHandle()
  const [rowRenders, messages] = await market.page.locator(`#${name}-row-count`).evaluate(
    (output, cell) =>
      new Promise<readonly [string | null, string | null]>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect()
          resolve([output.textContent, cell!.textContent])
        })
        observer.observe(output, { childList: true })
      }),
    received,
  )
  return { rowRenders: toNumber(rowRenders), received: toNumber(messages) }
}

it('shows a thousand channels in each pane over one socket, with the same prices in both', async () => {
  const market = await open()
  await market.hasSockets(1)
  await setRate(market, '1,000')
  const shown = (name: PaneName) => market.pane(name).locator('[data-row="FIR07"]').textContent()
  const first = await shown('react')
  await expect.poll(() => shown('react'), { timeout: 20_000 }).not.toBe(first)
  await market.page.locator('#vue').getByRole('button', { name: '200', exact: true }).click()
  await expect.poll(async () => (await shown('react')) === (await shown('vue')), { timeout: 20_000 }).toBe(true)
})

// What this costs is measured in bench/: processor time in a test depends on the machine.
it('takes input and shows every quote at 10,000 messages a second', async () => {
  const market = await open()
  await setRate(market, '10,000')
  const receivedBefore = await market.received('react')
  const typing = market.page.getByLabel('Type while it floods')
  await typing.pressSequentially('still')
  expect(await typing.inputValue()).toBe('still')
  await market.page.locator('#react [data-row="ALD03"]').click()
  await market.pane('react').locator('figcaption b', { hasText: 'ALD03' }).waitFor()
  for (const name of PANES)
    await expect.poll(() => market.received(name), { timeout: 60_000 }).toBeGreaterThan(receivedBefore + 20_000)
}, 120_000)

it.each(PANES)('renders in %s only the row of each quote, and not the whole pane', async (name) => {
  const market = await open()
  const [before, rendersBefore] = [await nextCounts(market, name), await market.renders(name)]
  await expect.poll(() => market.received(name), { timeout: 20_000 }).toBeGreaterThan(before.received + 600)
  const after = await nextCounts(market, name)
  // The last renders of the subscribing can fall into this time: one for each row.
  expect(after.rowRenders - before.rowRenders).toBeLessThan(after.received - before.received + 1000)
  expect((await market.renders(name)) - rendersBefore).toBeLessThan(5)
})

it('requests the history of the row selected by click or key, and appends its new quotes', async () => {
  const market = await open()
  await setRate(market, '1,000')
  for (const name of PANES) {
    const caption = market.pane(name).locator('.history figcaption')
    await market.pane(name).locator('[data-row="ALD02"]').click()
    await expect.poll(() => caption.innerText()).toMatch(/^ALD02 \d+\.\d\d, \d{3} quotes$/)
    const points = async () => (await market.pane(name).locator('polyline').getAttribute('points'))?.split(' ').length
    await expect.poll(points, { timeout: 20_000 }).toBeGreaterThan(120)
    await market.pane(name).getByRole('listbox').focus()
    await market.page.keyboard.press('ArrowDown')
    await expect.poll(() => caption.innerText()).toMatch(/^ALD03 \d+\.\d\d, \d{3} quotes$/)
    expect(await market.pane(name).locator('[aria-selected=true]').getAttribute('data-row')).toBe('ALD03')
  }
})

it('scrolls the row that a key selects into view', async () => {
  const market = await open()
  for (const name of PANES) {
    const list = market.pane(name).getByRole('listbox')
    await list.focus()
    for (const [key, row] of [['End', 'YEW40'], ['PageUp', 'YEW30'], ['Home', 'ALD01'], ['PageDown', 'ALD11']] as const) {
      await market.page.keyboard.press(key)
      const selected = market.pane(name).locator('[aria-selected=true]')
      await expect.poll(() => selected.getAttribute('data-row')).toBe(row)
      const isInView = async () => {
        const [outer, inner] = [(await list.boundingBox())!, (await selected.boundingBox())!]
        return inner.y >= outer.y - 1 && inner.y + inner.height <= outer.y + outer.height + 1
      }
      await expect.poll(isInView).toBe(true)
    }
  }
})

it.each(['light', 'dark'] as const)('has enough contrast in %s colours, also in the selected row (WCAG AA)', async (colorScheme) => {
  const market = await open()
  await market.page.emulateMedia({ colorScheme })
  for (const direction of ['up', 'down']) {
    const change = market.pane('react').locator(`[data-direction=${direction}]`).first()
    await expect.poll(() => change.count(), { timeout: 20_000 }).toBe(1)
    const symbol = await change.locator('..').getAttribute('data-row')
    await market.pane('react').locator(`[data-row=${symbol}]`).click()
    await market.page.mouse.move(0, 0)
    // The direction can have changed since, so the test sets it.
    const ratio = await market.pane('react').locator(`[data-row=${symbol}] span`).last().evaluate((cell, direction) => {
      cell.setAttribute('data-direction', direction)
      const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!
      const luminanceOf = (...layers: string[]) => {
        for (const layer of layers) {
          context.fillStyle = layer
          context.fillRect(0, 0, 1, 1)
        }
        const [red = 0, green = 0, blue = 0] = Array.from(context.getImageData(0, 0, 1, 1).data, (byte) => {
          const value = byte / 255
          return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      }
      const row = getComputedStyle(cell.parentElement!).backgroundColor
      const list = getComputedStyle(cell.closest('.rows')!).backgroundColor
      const [ink, ground] = [luminanceOf(getComputedStyle(cell).color), luminanceOf(list, row)]
      return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05)
    }, direction)
    expect(ratio, direction).toBeGreaterThanOrEqual(4.5)
  }
})

it('keeps the subscriptions while one pane is mounted, and shows the rate in a pane that is mounted again', async () => {
  const market = await open()
  await setRate(market, '1,000')
  await market.pane('vue').locator('[aria-pressed=true]', { hasText: '1,000' }).waitFor()
  await market.pane('react').getByLabel('mounted').setChecked(false)
  await market.page.waitForTimeout(1500)
  await market.pane('react').getByLabel('mounted').setChecked(true)
  await expect.poll(() => rows('react', market.page).count(), { timeout: 20_000 }).toBe(1000)
  await market.pane('react').locator('[aria-pressed=true]', { hasText: '1,000' }).waitFor()
  expect(await market.page.locator('#opened').textContent()).toBe('1')
})

it('subscribes all channels again after the socket is lost', async () => {
  const market = await open()
  await market.fault('Refuse for 10 s')
  for (const name of PANES) await expect.poll(() => rows(name, market.page, 'subscribing').count()).toBe(1000)
  await market.fault('Restore')
  for (const name of PANES) await expect.poll(() => rows(name, market.page).count(), { timeout: 30_000 }).toBe(1000)
  const before = await market.received('vue')
  await expect.poll(() => market.received('vue')).toBeGreaterThan(before + 100)
})
