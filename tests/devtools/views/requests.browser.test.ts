import type { BrowserContextOptions } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { RequestRecord } from '../../../src/devtools/model/types'
import { requestRecord } from './records'
import { PHONE, useViews, type ViewPage } from './use-view'

const openView = useViews()
const open = (context?: BrowserContextOptions): Promise<ViewPage> => openView('requests', context)

const rows = (view: ViewPage) => view.page.getByRole('option')
const details = (view: ViewPage) => view.page.getByRole('region', { name: 'Selected request' })
const texts = async (view: ViewPage) => (await rows(view).allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim())
const valueOf = (view: ViewPage, term: string) => details(view).locator(`dt:text-is("${term}") + dd`).innerText()

/** Ten seconds with a request of each kind. */
const requestsOf = (start: number): RequestRecord[] => [
  requestRecord(1, start, { endedAt: start + 2500, repliedAt: [start + 2500] }),
  requestRecord(2, start + 1000, { endedAt: start + 9000, repliedAt: [3000, 5000, 7000, 9000].map((ms) => start + ms) }),
  requestRecord(3, start + 4000, { endedAt: start + 9000, repliedAt: [], outcome: 'failed', error: 'request-timeout: No reply came within timeoutMs.' }),
  requestRecord(4, start + 6000, { endedAt: start + 6500, repliedAt: [], outcome: 'cancelled', sentAt: null, message: '' }),
  requestRecord(5, start + 9500, { endedAt: start + 10_000 }),
]

const openFive = async (context?: BrowserContextOptions): Promise<ViewPage & { start: number }> => {
  const view = await open(context)
  const start = Date.now() - 60_000
  await view.add({ requests: requestsOf(start) })
  return { ...view, start }
}

it('says what is missing when there is no connection or no request', async () => {
  const view = await open()
  const empty = () => view.page.locator('.vw-empty:visible').allInnerTexts()
  expect(await empty()).toEqual(['Choose a connection to see its requests.'])
  await view.add()
  expect(await empty()).toEqual(['No requests yet: each request() of the application will be a row with its replies.'])
  await view.append('requests', requestRecord(1, Date.now()))
  expect(await empty()).toEqual([])
  expect(await rows(view).count()).toBe(1)
})

it('shows a row with message, outcome and duration for each request, oldest first', async () => {
  const view = await openFive()
  expect(await texts(view)).toEqual([
    '{"method":"get","id":1} replied 2.5 s',
    '{"method":"get","id":2} replied 8.0 s',
    '{"method":"get","id":3} failed 5.0 s',
    'request 4 cancelled 500 ms',
    '{"method":"get","id":5} replied 500 ms',
  ])
  expect(await view.page.locator('.vw-summary').innerText()).toBe('5 requests')
  expect(await rows(view).nth(2).getAttribute('title')).toMatch(/^Started at .*, sent after 2 ms, no reply, failed after 5\.0 s, request-timeout: No reply/)
  const colour = (at: number) => view.page.locator('.rq-bar').nth(at).evaluate((bar) => getComputedStyle(bar).backgroundColor)
  expect(new Set(await Promise.all([0, 2, 3].map(colour))).size).toBe(3)
})

it('draws each request from its start to its end on one scale, with marks for sent and each reply', async () => {
  const view = await openFive()
  const track = (await view.page.locator('.rq-track').nth(1).boundingBox())!
  const bar = (await view.page.locator('.rq-bar').nth(1).boundingBox())!
  expect((bar.x - track.x) / track.width).toBeCloseTo(0.1, 2)
  expect(bar.width / track.width).toBeCloseTo(0.8, 2)
  const marks = rows(view).nth(1).locator('.rq-mark')
  const places = await marks.evaluateAll((all) => all.map((mark) => [(mark as HTMLElement).dataset.kind, mark.getBoundingClientRect().x] as const))
  expect(places.map(([kind, x]) => [kind, Math.round(((x - track.x) / track.width) * 10)])).toEqual([
    ['sent', 1],
    ['reply', 3],
    ['reply', 5],
    ['reply', 7],
    ['reply', 9],
  ])
  expect(await view.page.locator('.rq-scale').innerText()).toMatch(/^0\s*2 s\s*4 s?/)
  const scale = (await view.page.locator('.rq-scale').boundingBox())!
  expect([Math.round(scale.x), Math.round(scale.width)]).toEqual([Math.round(track.x), Math.round(track.width)])
})

it('shows the requests of the last seconds only, on request', async () => {
  const view = await openFive()
  await view.append('requests', requestRecord(6, view.start + 18_000, { endedAt: view.start + 20_000 }))
  await view.button('10 s').click()
  expect(await view.page.locator('.vw-summary').innerText()).toBe('2 of 6 requests')
  expect((await texts(view)).map((text) => /"id":(\d)/.exec(text)?.[1])).toEqual(['5', '6'])
  await view.button('All').click()
  expect(await rows(view).count()).toBe(6)
})

it('shows the details of the selected request, also while they change', async () => {
  const view = await open()
  const start = Date.now() - 3000
  await view.add({ requests: [requestRecord(1, start), requestRecord(2, start, { endedAt: null, outcome: 'pending', repliedAt: [], sentAt: null })] })
  expect(await details(view).isVisible()).toBe(false)
  await rows(view).nth(1).click()
  expect(await rows(view).nth(1).getAttribute('aria-selected')).toBe('true')
  expect(await valueOf(view, 'Sent')).toBe('not yet: it waits in the send queue')
  expect(await details(view).locator('pre').innerText()).toBe('{"method":"get","id":2}')
  const before = await valueOf(view, 'Duration')
  expect(before).toMatch(/^\d\.\d s so far$/)
  await expect.poll(() => valueOf(view, 'Duration'), { timeout: 4000 }).not.toBe(before)
  await view.change({ requests: [requestRecord(1, start), requestRecord(2, start, { outcome: 'failed', error: 'request-lost: text', endedAt: start + 4000 })] })
  expect(await valueOf(view, 'Error')).toBe('request-lost: text')
  expect(await valueOf(view, 'Replies')).toBe('1 reply: after 20 ms')
  expect(await valueOf(view, 'Duration')).toBe('4.0 s')
  await view.button('Close details').click()
  expect(await details(view).isVisible()).toBe(false)
  expect(await rows(view).nth(1).getAttribute('aria-selected')).toBe('false')
})

it('is used with the keyboard: arrows, Home and End select, and Tab reaches one row', async () => {
  const view = await openFive()
  const { keyboard } = view.page
  await rows(view).first().focus()
  const selected = async () => (await view.page.getByRole('option', { selected: true }).allInnerTexts()).map((text) => text.split('\n')[0])
  for (const [key, id] of [['ArrowDown', 2], ['ArrowDown', 3], ['End', 5], ['ArrowDown', 5], ['ArrowUp', 4], ['Home', 1], ['PageDown', 5]] as const) {
    await keyboard.press(key)
    expect((await selected())[0]).toContain(id === 4 ? 'request 4' : `"id":${id}`)
    expect(await view.focused()).toContain(id === 4 ? 'request 4' : `"id":${id}`)
  }
  expect(await view.page.locator('.rq-row[tabindex="0"]').count()).toBe(1)
  await keyboard.press('Tab')
  expect(await view.focused()).toBe('Close details')
  await keyboard.press('Enter')
  expect(await view.focused()).toContain('"id":5')
})

describe('an update', () => {
  const many = (start: number, count: number) => Array.from({ length: count }, (_, index) => requestRecord(index + 1, start + index * 10))

  it('creates only the rows of new requests, keeps the focus, and follows the end of the list', async () => {
    const view = await open()
    await view.add({ requests: many(Date.now() - 10_000, 100) })
    await view.mark('.rq-row')
    const isAtEnd = () => view.page.locator('.rq-scroll').evaluate((area) => area.scrollHeight - area.scrollTop - area.clientHeight < 2)
    expect(await isAtEnd()).toBe(true)
    await rows(view).nth(90).click()
    await view.append('requests', requestRecord(101, Date.now()))
    expect(await view.marked('.rq-row')).toBe(100)
    expect(await view.focused()).toContain('"id":91')
    expect(await isAtEnd()).toBe(true)
  })

  it('keeps what the user reads in place when older rows leave', async () => {
    const view = await open()
    await view.add({ requests: many(Date.now() - 10_000, 300) })
    expect(await rows(view).count()).toBe(200)
    const row = rows(view).filter({ hasText: '"id":200}' })
    await row.evaluate((element) => element.scrollIntoView({ block: 'center' }))
    const before = (await row.boundingBox())!.y
    await view.append('requests', requestRecord(301, Date.now()))
    expect(Math.abs((await row.boundingBox())!.y - before)).toBeLessThan(2)
    await view.button('Show older').click()
    expect(await rows(view).count()).toBe(301)
  })

  it('shows another connection without rows of the one before', async () => {
    const view = await openFive()
    await rows(view).first().click()
    await view.add({ requests: [requestRecord(1, Date.now(), { message: 'other' })] })
    await view.choose(2)
    expect((await texts(view)).map((text) => text.split(' ')[0])).toEqual(['other'])
    expect(await details(view).isVisible()).toBe(false)
    await view.choose(null)
    expect(await rows(view).count()).toBe(0)
  })
})

it('is readable on a phone, with the details below the list', async () => {
  const view = await openFive(PHONE)
  await rows(view).nth(1).click()
  await view.expectNoSidewaysScroll()
  const [list, section, row] = await Promise.all([
    view.page.getByRole('listbox').boundingBox(),
    details(view).boundingBox(),
    rows(view).first().boundingBox(),
  ])
  expect(section!.y).toBeGreaterThan(list!.y)
  expect(row!.height).toBeGreaterThanOrEqual(32)
})
