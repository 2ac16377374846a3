import { expect, it } from 'vitest'
import { PANES } from './demo-browser'
import { useDemoBrowser } from './use-demo-browser'

const { open } = useDemoBrowser()

/** The longest delay before a retry on this page, in seconds. */
const MAX_DELAY = 5

it('never shows a retry further away than it is, however long the page was open before', async () => {
  const page = await open('chat')
  await page.isPhase('open')
  // Longer than the longest delay, so that a time of the mount would be seen.
  await page.page.waitForTimeout(6000)
  await page.page.evaluate((panes) => {
    for (const pane of panes) {
      const cell = [...document.querySelectorAll(`#${pane} .status dl > div`)]
        .find((row) => row.textContent?.startsWith('next retry'))!
        .querySelector<HTMLElement>('dd')!
      const seen: string[] = []
      Object.assign(window, { [`${pane}Seen`]: seen })
      new MutationObserver(() => seen.push(cell.textContent ?? '')).observe(cell, { characterData: true, childList: true, subtree: true })
    }
  }, PANES)
  await page.fault('Refuse for 10 s')
  for (const name of PANES)
    await expect.poll(() => page.row(name, 'attempt').then(Number), { timeout: 15_000 }).toBeGreaterThanOrEqual(3)
  for (const name of PANES) {
    const texts = await page.page.evaluate((key) => (window as unknown as Record<string, string[]>)[key]!, `${name}Seen`)
    const seconds = texts.filter((text) => text !== '–').map((text) => Number(/^(\d+\.\d) s$/.exec(text)?.[1]))
    expect(seconds.length).toBeGreaterThan(5)
    expect(Math.max(...seconds)).toBeLessThanOrEqual(MAX_DELAY)
  }
})

it('does not count the time for which the page was hidden as a slow frame', async () => {
  const page = await open('chat')
  await page.isPhase('open')
  const longest = page.page.locator('#longest')
  await expect.poll(() => longest.textContent()).toMatch(/^\d+$/)
  const seen = await page.page.evaluate(async () => {
    // No frames for three seconds, then the event with which a page is shown again.
    const request = window.requestAnimationFrame
    const waiting: FrameRequestCallback[] = []
    window.requestAnimationFrame = (callback) => waiting.push(callback)
    await new Promise((resolve) => setTimeout(resolve, 3000))
    document.dispatchEvent(new Event('visibilitychange'))
    window.requestAnimationFrame = request
    for (const callback of waiting) request(callback)
    const texts: number[] = []
    for (let n = 0; n < 25; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      texts.push(Number(document.querySelector('#longest')!.textContent))
    }
    return texts
  })
  expect(Math.max(...seen)).toBeLessThan(2000)
})

it('starts the count of rows again when a pane is mounted again', async () => {
  const page = await open('market')
  const total = page.page.locator('#react-row-count')
  const count = async (): Promise<number> => Number((await total.textContent())?.replaceAll(',', ''))
  await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(2000)
  const mounted = page.pane('react').getByLabel('mounted')
  await mounted.uncheck()
  await mounted.check()
  expect(await page.page.locator('#react-row-rate').textContent()).toMatch(/^(–|[\d,]+)$/)
  await expect.poll(count).toBeLessThan(4000)
})
