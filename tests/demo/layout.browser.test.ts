import { describe, expect, it } from 'vitest'
import { PANES, type DemoPage, type PaneName } from './demo-browser'
import { useDemoBrowser } from './use-demo-browser'

const { open } = useDemoBrowser()

const openChat = async (): Promise<DemoPage> => {
  const page = await open('chat')
  await page.isPhase('open')
  return page
}

const setMounted = (page: DemoPage, name: PaneName, isMounted: boolean): Promise<void> =>
  page.pane(name).getByLabel('mounted').setChecked(isMounted)

it('shows the input of the chat in both panes at 1280 by 900 without scrolling, also with an error', async () => {
  const page = await openChat()
  const expectInView = async (): Promise<void> => {
    for (const name of PANES) {
      const box = (await page.pane(name).getByLabel('Say something').boundingBox())!
      expect(box.y + box.height).toBeLessThanOrEqual(900)
    }
    expect(await page.page.evaluate(() => scrollY)).toBe(0)
  }
  await expectInView()
  await page.page.getByLabel('Close code').selectOption('1008')
  await page.fault('Close with')
  await page.isPhase('closed')
  await expectInView()
})

it('shows the first pane right after one row of fault buttons on a phone', async () => {
  const page = await openChat()
  await page.page.setViewportSize({ width: 390, height: 844 })
  const buttons = (await page.page.locator('.buttons').boundingBox())!
  const pane = (await page.pane('react').boundingBox())!
  const input = (await page.pane('react').getByLabel('Say something').boundingBox())!
  expect(buttons.height).toBeLessThan(50)
  expect(pane.y - (buttons.y + buttons.height)).toBeLessThan(120)
  expect(input.y + input.height).toBeLessThanOrEqual(844)
  // The row scrolls sideways to its last button.
  await page.fault('Restore')
  await expect.poll(() => page.page.locator('#outcome').textContent()).toBe('/chat is restored.')
})

it('says in an empty chat what to do, until there is a note', async () => {
  const page = await openChat()
  for (const name of PANES) await page.pane(name).locator('.empty', { hasText: 'Type below and press Send' }).waitFor()
  await page.pane('vue').getByLabel('Say something').fill('the first note')
  await page.pane('vue').getByRole('button', { name: 'Send' }).click()
  for (const name of PANES) {
    await page.pane(name).locator('.scroll li', { hasText: 'the first note' }).waitFor()
    expect(await page.pane(name).locator('.empty').count()).toBe(0)
  }
})

it('says next to the frames per second what limits them', async () => {
  const page = await openChat()
  expect(await page.page.locator('.frames').textContent()).toMatch(/frames per second.*Limit: one processor thread/s)
})

describe('the drawing of the connection', () => {
  /** The colour at the end of its transition. */
  const strokeOf = (page: DemoPage, part: string): Promise<string> =>
    page.page.locator(`.wire path${part}`).evaluate(async (path) => {
      await Promise.allSettled(path.getAnimations().map(({ finished }) => finished))
      return getComputedStyle(path).stroke
    })

  it.each([
    ['react', 'vue', 'Only Vue uses the connection.'],
    ['vue', 'react', 'Only React uses the connection.'],
  ] as const)('shows no line to %s while it is not mounted', async (name, other, label) => {
    const page = await openChat()
    const open = await strokeOf(page, ':not([data-pane])')
    for (const pane of PANES) expect(await strokeOf(page, `[data-pane=${pane}]`)).toBe(open)
    await setMounted(page, name, false)
    await expect.poll(() => strokeOf(page, `[data-pane=${name}]`)).not.toBe(open)
    expect(await strokeOf(page, `[data-pane=${other}]`)).toBe(open)
    expect(await page.page.locator('.wire').getAttribute('aria-label')).toBe(`${label} The connection to the server is open.`)
    await setMounted(page, name, true)
    await expect.poll(() => strokeOf(page, `[data-pane=${name}]`)).toBe(open)
  })

  it('has the colour of the phase', async () => {
    const page = await openChat()
    const open = await strokeOf(page, ':not([data-pane])')
    await page.fault('Refuse for 10 s')
    await page.isPhase('waiting')
    for (const pane of PANES) await expect.poll(() => strokeOf(page, `[data-pane=${pane}]`)).not.toBe(open)
  })
})
