import { describe, expect, it } from 'vitest'
import { useFramesPage } from './use-frames-page'

const { open } = useFramesPage()

describe('the list', () => {
  it('has elements for the visible rows only, and uses them again', async () => {
    const { page, rows, grid, edges } = await open(20_000)
    expect(await rows.count()).toBeLessThan(45)
    expect(await grid.getAttribute('aria-rowcount')).toBe('20001')
    await rows.first().evaluate((row) => row.setAttribute('data-mark', ''))
    await page.evaluate(() => framesPage.addMany(1000, 20_000))
    await expect.poll(async () => (await edges())[1]).toBe(20_999)
    expect(await rows.first().getAttribute('data-mark')).toBe('')
  })

  it('shows time, direction, size, channel, role and data of a frame', async () => {
    const { page, rows } = await open(1)
    await page.evaluate(() =>
      framesPage.session.addFrames(1, { direction: 'out', data: '{"a":1}\n', bytes: 1500, channels: ['prices', 'trades'], note: 'delayed', at: framesPage.session.frames(1)[0]!.at + 1234 }),
    )
    await expect.poll(() => rows.count()).toBe(2)
    expect(await rows.last().getByRole('gridcell').allTextContents()).toEqual(['+1.234 s', '↑', '1.5 kB', 'prices, trades', 'delayed', '{"a":1} '])
    expect(await rows.last().getByRole('gridcell', { name: 'Sent' }).count()).toBe(1)
    expect(await rows.first().getByRole('gridcell', { name: 'Received' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Time of day' }).click()
    await expect.poll(() => rows.last().getByRole('gridcell').first().textContent()).toMatch(/^\d\d:\d\d:01\.23\d$/)
  })

  it('hides the data of a handshake', async () => {
    const { page, rows, details } = await open()
    await page.evaluate(() => framesPage.session.addFrames(1, { data: null, bytes: 120, role: 'handshake', direction: 'out' }))
    await rows.filter({ hasText: 'Hidden: may hold credentials' }).click()
    expect(await details.textContent()).toContain('Hidden: may hold credentials')
    expect(await details.getByRole('button', { name: 'Copy' }).isDisabled()).toBe(true)
    expect(await details.getByRole('button', { name: 'Send again' }).isDisabled()).toBe(true)
  })

  it('says why it is empty', async () => {
    const { page } = await open()
    expect(await page.getByText('No frames yet.').isVisible()).toBe(true)
    await page.evaluate(() => framesPage.shown.choose(null))
    await page.getByText('Choose a connection to see its frames.').waitFor()
    await page.evaluate(() => {
      framesPage.session.setRecording(false)
      framesPage.shown.choose(1)
    })
    await page.getByText('Frames are not recorded now.').waitFor()
  })

  it('changes at most about ten times a second while frames arrive', async () => {
    const { page } = await open(1000)
    const changes = await page.evaluate(async () => {
      let count = 0
      const observer = new MutationObserver(() => void count++)
      observer.observe(framesPage.shown.root.querySelector('.frames-counts')!, { childList: true, characterData: true, subtree: true })
      for (let i = 0; i < 100; i++) {
        framesPage.addMany(20, 1000 + i * 20)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      return count
    })
    expect(changes).toBeGreaterThan(2)
    // A busy machine takes longer than a second.
    expect(changes).toBeLessThan(50)
  })
})

describe('the end of the list', () => {
  it('is followed until the user scrolls away, and again when the user is back', async () => {
    const { page, grid, edges, firstVisible } = await open(500)
    const follow = page.getByRole('button', { name: 'Follow' })
    expect(await follow.getAttribute('aria-pressed')).toBe('true')
    await grid.hover()
    await page.mouse.wheel(0, -2000)
    await expect.poll(() => follow.getAttribute('aria-pressed')).toBe('false')
    const before = await firstVisible()
    await page.evaluate(() => framesPage.addMany(100, 500))
    await page.waitForTimeout(300)
    expect(await firstVisible()).toBe(before)
    await page.mouse.wheel(0, 20_000)
    await expect.poll(() => follow.getAttribute('aria-pressed')).toBe('true')
    await page.evaluate(() => framesPage.addMany(1, 600))
    await expect.poll(async () => (await edges())[1]).toBe(600)
  })

  it('is shown again with the button', async () => {
    const { page, grid, edges } = await open(500)
    await grid.focus()
    await page.keyboard.press('Home')
    await expect.poll(async () => (await edges())[0]).toBe(0)
    await page.getByRole('button', { name: 'Follow' }).click()
    await expect.poll(async () => (await edges())[1]).toBe(499)
  })

  it('is not followed after a click: the list holds its place', async () => {
    const { page, rows, firstVisible } = await open(500)
    await rows.nth(5).click()
    const before = await firstVisible()
    await page.evaluate(() => framesPage.addMany(100, 500))
    await page.waitForTimeout(300)
    expect(await firstVisible()).toBe(before)
  })
})

it('holds its place while the limits remove frames at the front', async () => {
  const { page, grid, firstVisible, counts } = await open(2000)
  await grid.hover()
  await page.mouse.wheel(0, -10_000)
  await expect.poll(firstVisible).toBeLessThan(1700)
  const before = await firstVisible()
  for (let i = 0; i < 5; i++) {
    await page.evaluate((step) => {
      framesPage.removeFirst(200)
      framesPage.addMany(200, 2000 + step * 200)
    }, i)
    await page.waitForTimeout(120)
  }
  expect(await firstVisible()).toBe(before)
  expect(await counts.textContent()).toBe('2,000 of 2,000 frames, 1,000 removed by the limits')
  await page.evaluate(() => framesPage.removeFirst(1900))
  // Its place is gone: the oldest frame that is left takes it.
  await expect.poll(firstVisible).toBeGreaterThan(2850)
})

describe('the keyboard', () => {
  it('moves by row, by page and to both ends', async () => {
    const { page, grid, active } = await open(500)
    await grid.focus()
    await page.keyboard.press('End')
    expect(await active()).toContain('"number":499,')
    for (const [key, number] of [['ArrowUp', 498], ['ArrowDown', 499], ['Home', 0], ['ArrowDown', 1], ['ArrowUp', 0], ['ArrowUp', 0]] as const) {
      await page.keyboard.press(key)
      expect(await active(), key).toContain(`"number":${number},`)
    }
    await page.keyboard.press('PageDown')
    const paged = Number(/"number":(\d+)/.exec(await active())![1])
    expect(paged).toBeGreaterThan(20)
    await page.keyboard.press('PageUp')
    expect(await active()).toContain('"number":0,')
    const id = await page.locator('.frames-row[aria-selected=true]').getAttribute('id')
    expect(await grid.getAttribute('aria-activedescendant')).toBe(id)
  })

  it('opens details with Enter, follows the active row, and closes them with Escape', async () => {
    const { page, grid, details } = await open(100)
    await grid.focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    expect(await details.getByRole('tab', { name: 'Tree' }).evaluate((tab) => tab.matches(':focus'))).toBe(true)
    await grid.focus()
    await page.keyboard.press('ArrowUp')
    await details.getByText('98', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await details.waitFor({ state: 'hidden' })
    expect(await grid.evaluate((element) => element.matches(':focus'))).toBe(true)
  })
})
