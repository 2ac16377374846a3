import { describe, expect, it } from 'vitest'
import { useFramesPage, type OpenedFrames } from './use-frames-page'

const { open } = useFramesPage()

const callsOf = ({ page }: OpenedFrames) => page.evaluate(() => framesPage.actions.calls)
const announcedIn = ({ page }: OpenedFrames) => page.evaluate(() => framesPage.shown.announced)

describe('filters', () => {
  it('search after a short while, and tell how many frames match', async () => {
    const opened = await open(1000)
    const { page, rows, counts } = opened
    await page.getByLabel('Search frames').fill('sym7"')
    await expect.poll(() => counts.textContent()).toBe('20 of 1,000 frames')
    expect(await rows.count()).toBe(20)
    await page.evaluate(() => framesPage.addMany(100, 1000))
    await expect.poll(() => counts.textContent()).toBe('22 of 1,100 frames')
    expect(await announcedIn(opened)).toEqual(['20 of 1,000 frames match.'])
    await page.keyboard.press('Escape')
    await expect.poll(() => counts.textContent()).toBe('1,100 of 1,100 frames')
  })

  it('choose by direction, role, kind, channel and size', async () => {
    const { page, counts } = await open(100)
    await page.evaluate(() => {
      const channel = (key: string) => ({ key, status: 'subscribed' as const, recovery: null, position: '', holders: 1, error: null, messages: 0 })
      framesPage.session.change(1, { channels: [channel('prices'), channel('news')] })
      framesPage.session.addFrames(1, { role: 'heartbeat', data: 'ping', bytes: 4 }, { data: new Uint8Array(5000), bytes: 5000 }, { channels: ['news'], data: '1', bytes: 1 })
    })
    const matching = (count: number) => expect.poll(() => counts.textContent()).toBe(`${count} of 103 frames`)
    const clear = page.getByRole('button', { name: 'Clear filters' })
    for (const [label, choice, count] of [
      ['Direction', '↑ Sent', 10],
      ['Role', 'Heartbeat', 1],
      ['Kind of data', 'Binary', 1],
      ['Channel', 'news', 1],
      ['Channel', 'prices', 0],
    ] as const) {
      await page.getByRole('combobox', { name: label }).selectOption(choice)
      await matching(count)
      if (count > 0) await clear.click()
    }
    await page.getByText('No frame matches the filters.').waitFor()
    await clear.click()
    await page.getByLabel('Min bytes').fill('2')
    await page.keyboard.press('Enter')
    await matching(102)
    await page.getByLabel('Max bytes').fill('100')
    await page.keyboard.press('Enter')
    await matching(101)
    await clear.click()
    await matching(103)
    expect(await clear.isHidden()).toBe(true)
  })
})

describe('details', () => {
  it('show JSON as a tree and as text', async () => {
    const { page, rows, details } = await open()
    await page.evaluate(() => framesPage.session.addFrames(1, { data: JSON.stringify({ list: Array.from({ length: 250 }, (_, i) => i) }), channels: ['a'] }))
    await rows.last().click()
    await details.getByRole('treeitem', { name: 'list' }).last().click()
    await details.getByRole('treeitem').filter({ hasText: '200 … 249' }).last().click()
    expect(await details.getByRole('treeitem').count()).toBe(55)
    await details.getByRole('tab', { name: 'Tree' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await details.locator('pre').textContent()).toMatch(/^\{"list":\[0,1,2,/)
  })

  it('show the start of a long text, and more of it on demand', async () => {
    const { page, rows, details } = await open()
    await page.evaluate(() => framesPage.session.addFrames(1, { data: 'text '.repeat(10_000), bytes: 90_000, isCut: true }))
    await rows.last().click()
    const length = async () => (await details.locator('pre').textContent())!.length
    expect(await length()).toBe(4000)
    await details.getByText('4,000 of 50,000 characters').waitFor()
    await details.getByText('Only the first 50,000 of 90,000 bytes are kept.').waitFor()
    await details.getByRole('button', { name: 'Show more' }).click()
    expect(await length()).toBe(44_000)
    await details.getByRole('button', { name: 'Show more' }).click()
    expect(await length()).toBe(50_000)
    expect(await details.getByRole('button', { name: 'Show more' }).isHidden()).toBe(true)
    expect(await details.getByRole('button', { name: 'Inject again' }).isDisabled()).toBe(true)
  })

  it('show binary data as hex', async () => {
    const { page, rows, details } = await open()
    await page.evaluate(() => framesPage.session.addFrames(1, { data: new TextEncoder().encode('<b>bytes</b>'), bytes: 12 }))
    await rows.last().click()
    expect(await details.locator('pre').textContent()).toContain('3c 62 3e 62 79 74 65 73  3c 2f 62 3e')
    expect(await details.getByRole('tab').allTextContents()).toEqual(['Hex'])
  })

  it('copy the data', async () => {
    const opened = await open(1, { context: { permissions: ['clipboard-read', 'clipboard-write'] } })
    await opened.rows.last().click()
    await opened.details.getByRole('button', { name: 'Copy' }).click()
    await expect.poll(() => announcedIn(opened)).toEqual(['Copied.'])
    expect(await opened.page.evaluate(() => navigator.clipboard.readText())).toBe('{"type":"price","number":0,"symbol":"SYM0"}')
  })

  it('send an outbound frame again and inject an inbound one again', async () => {
    const opened = await open()
    const { page, rows, details } = opened
    await page.evaluate(() => framesPage.session.addFrames(1, { data: 'hello', direction: 'out' }, { data: 'world' }))
    await rows.first().click()
    await details.getByRole('button', { name: 'Send again' }).click()
    await rows.last().click()
    await details.getByRole('button', { name: 'Inject again' }).click()
    expect(await callsOf(opened)).toEqual(['send wss://host.test/1 "hello"', 'inject wss://host.test/1 "world"'])
    await page.evaluate(() => framesPage.actions.failNext('The connection is not open.'))
    await details.getByRole('button', { name: 'Inject again' }).click()
    expect(await announcedIn(opened)).toEqual(['Sent again.', 'Injected again.', 'The connection is not open.'])
  })

  it('stay open while their frame is removed, and close with another connection', async () => {
    const { page, rows, details } = await open(50)
    await rows.last().click()
    await page.evaluate(() => framesPage.removeFirst(50))
    await page.getByText('No frames yet.').waitFor()
    expect(await details.textContent()).toContain('49')
    await page.evaluate(() => framesPage.shown.choose(framesPage.session.add().id))
    await details.waitFor({ state: 'hidden' })
  })
})

it('covers the list with the details on a phone, with a button back', async () => {
  const { page, rows, details, grid } = await open(100, { context: { viewport: { width: 390, height: 844 } } })
  await expect.poll(async () => (await rows.last().boundingBox())!.height).toBe(32)
  await rows.last().click()
  const back = details.getByRole('button', { name: 'Back' })
  expect(await grid.isVisible()).toBe(false)
  expect((await details.boundingBox())!.width).toBe(390)
  expect((await back.boundingBox())!.height).toBeGreaterThanOrEqual(32)
  await back.click()
  expect(await grid.isVisible()).toBe(true)
  expect(await page.getByLabel('Min bytes').isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Filters' }).click()
  expect(await page.getByLabel('Min bytes').isVisible()).toBe(true)
})
