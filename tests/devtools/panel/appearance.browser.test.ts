import { describe, expect, it } from 'vitest'
import type { DrawerPage } from './drawer.page'
import { useDrawer, type DrawerDriver } from './use-drawer'

declare const panel: DrawerPage

const { openPage } = useDrawer()
const OPEN = { search: '?open' }
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const HOSTILE = `
  * { all: unset !important; color: red !important; --bg: red; --text: red !important; --size: 40px; }
  *, *::before { background: red !important; font-size: 40px !important; visibility: hidden !important; }
  html > * { display: none !important; opacity: .5 !important; transform: rotate(3deg) !important; }`

/** The computed styles of each element of the panel, as text. */
const stylesOf = ({ page }: DrawerDriver) =>
  page.locator('[data-websocket-store-devtools]').evaluate((host) =>
    [...host.shadowRoot!.querySelectorAll('*')].map((element) => {
      const style = getComputedStyle(element)
      return [element.tagName, element.className, ...['color', 'background', 'font', 'display', 'visibility', 'width', 'height', 'transform', 'opacity'].map((name) => style.getPropertyValue(name))].join(' | ')
    }))

it('looks the same in a page whose styles are against it', async () => {
  const usual = await openPage(OPEN)
  await usual.tab('Act').click()
  const hostile = await openPage({ ...OPEN, css: HOSTILE })
  await hostile.tab('Act').click()
  const styles = await stylesOf(hostile)
  expect(styles.length).toBeGreaterThan(50)
  expect(styles).toEqual(await stylesOf(usual))
  await hostile.button('Close the panel').click()
  expect(await hostile.toggle.isVisible()).toBe(true)
})

it('changes no style of the page', async () => {
  const { page } = await openPage({ css: 'h1 { color: rgb(1, 2, 3) }' })
  const styleOf = () => page.locator('h1').evaluate((element) => {
    const { color, font, margin } = getComputedStyle(element)
    const { x, y, width } = element.getBoundingClientRect()
    return [color, font, margin, x, y, width, document.documentElement.scrollHeight, document.querySelectorAll('style').length].join()
  })
  const before = await styleOf()
  await page.keyboard.press('Alt+Shift+W')
  expect(await styleOf()).toBe(before)
})

it('works under a strict content security policy', async () => {
  const driver = await openPage({ ...OPEN, policy: "default-src 'self'" })
  const { page, drawer, button, tab } = driver
  await tab('Act').click()
  await button('Dock right').click()
  await page.getByRole('separator').press('ArrowLeft')
  expect(Math.round((await drawer.boundingBox())!.width)).toBe(496)
  expect(await page.locator('.panel').evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(255, 255, 255)')
  // The page has the policy: what it forbids is reported.
  await page.evaluate(() => document.body.setAttribute('style', 'color: red'))
  await expect.poll(() => driver.problems.splice(0).join()).toContain('Content Security Policy')
})

it('can be used in a page that is laid out from right to left', async () => {
  const { page, drawer, button } = await openPage({ ...OPEN, body: '<script></script><p dir="rtl">x</p>' })
  await page.evaluate(() => (document.documentElement.dir = 'rtl'))
  await button('Dock right').click()
  expect(await drawer.boundingBox()).toMatchObject({ x: 800, width: 480 })
})

describe('on a phone', () => {
  it('stacks the list above the details, and has targets of at least 32 pixels', async () => {
    const { page, drawer, tab, option } = await openPage({ ...OPEN, context: PHONE })
    await tab('Act').click()
    const box = (await drawer.boundingBox())!
    expect(box).toMatchObject({ x: 0, width: 390 })
    expect(box.height).toBeLessThan(844 * 0.75)
    const list = (await page.getByRole('listbox').boundingBox())!
    const tabs = (await page.getByRole('tablist').boundingBox())!
    expect(list.y + list.height).toBeLessThanOrEqual(tabs.y + 1)
    const heights = await page.locator('.drawer :is(button, select, input[type=text], input[type=number], [role=option]):visible').evaluateAll((controls) =>
      controls.map((control) => [control.textContent, control.getBoundingClientRect().height] as const))
    expect(heights.length).toBeGreaterThan(15)
    expect(heights.filter(([, height]) => height < 32)).toEqual([])
    await option(/three.test/).tap()
    expect(await option(/three.test/).getAttribute('aria-selected')).toBe('true')
    // Nothing is wider than the phone.
    expect(await page.locator('.act').evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
    expect(await page.locator('.header').evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
  })

  it('is at the bottom although the right edge was chosen, without a choice of the edge', async () => {
    const { page, drawer, button } = await openPage({ search: '?open&position=right', context: PHONE })
    expect(await drawer.getAttribute('data-position')).toBe('bottom')
    expect(await button('Dock bottom').isVisible()).toBe(false)
    await page.setViewportSize({ width: 1000, height: 600 })
    await expect.poll(() => drawer.getAttribute('data-position')).toBe('right')
  })
})

it('shows in words that there are no connections', async () => {
  const { page } = await openPage(OPEN)
  await page.evaluate(() => {
    Object.assign(panel.session, { connections: () => [] })
    panel.session.setRemovedFrames(0)
  })
  expect(await page.locator('.empty').innerText()).toBe('No connections yet. They appear here when the application uses one.')
  expect(await page.locator('.label-view').innerText()).toBe('Alpha of nothing')
})

it('shows a visible focus on each control that Tab reaches', async () => {
  const { page, focused } = await openPage(OPEN)
  const reached: string[] = []
  await page.getByRole('separator').focus()
  for (let step = 0; step < 11; step++) {
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!.shadowRoot!.activeElement!).outlineStyle)
    expect([await focused(), outline]).toEqual([expect.any(String), 'solid'])
    reached.push(await focused())
    await page.keyboard.press('Tab')
  }
  expect(reached.slice(0, 6)).toEqual(['Size of the panel', 'Record', 'Pause', 'Clear', 'Export', 'Import'])
  expect(reached).toContain('Alpha')
  expect(reached.filter((name) => name.includes('.test/'))).toHaveLength(1)
})
