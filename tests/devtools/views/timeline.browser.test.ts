import type { BrowserContextOptions } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { flappingPhases, notesOf, phaseRecord, ratesOf } from './records'
import { PHONE, useViews, type ViewPage, type ViewWindow } from './use-view'

const openView = useViews()
const open = (context?: BrowserContextOptions): Promise<ViewPage> => openView('timeline', context)

const clock = (view: ViewPage) => view.page.locator('.tl-clock')
const segments = (view: ViewPage) => view.page.locator('.tl-segment')
const rows = (view: ViewPage) => view.page.locator('.tl-list li')

const openWaiting = async (context?: BrowserContextOptions): Promise<ViewPage & { now: number }> => {
  const view = await open(context)
  const now = Date.now()
  const snapshot = { phase: 'waiting', attempt: 2, retryAt: now + 60_000, latencyMs: 42 } as const
  await view.add({ phases: flappingPhases(now), notes: notesOf(now), rates: ratesOf(now), snapshot })
  return { ...view, now }
}

it('says what to do when no connection is chosen', async () => {
  const view = await open()
  await expect.poll(() => view.page.locator('.vw-empty').innerText()).toBe('Choose a connection to see its phases and what caused them.')
  await view.add()
  expect(await view.page.locator('.vw-empty').isVisible()).toBe(false)
})

it('shows the current phase with its cause, and a countdown that screen readers do not read', async () => {
  const view = await openWaiting()
  expect(await view.page.locator('.tl-sentence').innerText()).toBe('waiting: the socket could not be opened (closed with 1006)')
  expect(await view.page.locator('.tl-error').innerText()).toContain('connect-failed: The WebSocket could not be opened.')
  expect(await clock(view).innerText()).toMatch(/^for [\d.]+ s · attempt 2 · next retry in \d+ s$/)
  expect(await clock(view).getAttribute('aria-hidden')).toBe('true')
  const seconds = async (): Promise<number> => Number(/in (\d+) s/.exec(await clock(view).innerText())?.[1])
  const first = await seconds()
  await expect.poll(seconds, { timeout: 3000 }).toBeLessThan(first)
  expect(await view.announced()).toEqual([])
})

it('lists phases and events newest first, each phase with its cause and duration', async () => {
  const view = await openWaiting()
  const texts = (await rows(view).allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))
  const withoutTime = texts.map((text) => text.replace(/^\S+ /, ''))
  expect(withoutTime[0]).toMatch(/^waiting: the socket could not be opened \(closed with 1006\) connect-failed: .* Retry after 10 s\. Attempt 2\. now$/)
  expect(withoutTime[1]).toMatch(/^error connect-failed/)
  expect(withoutTime).toContain('waiting: the socket closed with 1006 (connection lost) Retry after 1.0 s. Attempt 1. 1.0 s')
  expect(withoutTime).toContain('suspended: the browser went offline Attempt 1. 30 s')
  expect(withoutTime).toContain('resolving: the retry was due Attempt 1. 100 ms')
  expect(withoutTime).toContain('drop A message was dropped (overflow): {"type":"typing"}')
  expect(withoutTime.at(-1)).toBe('resolving: a component wants the connection 100 ms')
})

it('shows the phases on a band that can be zoomed', async () => {
  const view = await openWaiting()
  const shown = async () => new Set(await segments(view).evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.phase)))
  const scale = () => view.page.locator('.tl-scale').innerText()
  expect([...(await shown())]).toEqual(expect.arrayContaining(['connecting', 'open', 'waiting', 'suspended']))
  expect(await scale()).toContain('−2 min')
  await view.button('1 min').click()
  expect(await shown()).toEqual(new Set(['suspended', 'waiting', 'connecting']))
  expect(await scale()).toContain('−15 s')
  expect(await view.button('1 min').getAttribute('aria-pressed')).toBe('true')
  expect(await view.button('5 min').getAttribute('aria-pressed')).toBe('false')
  for (const name of ['30 min', 'All']) {
    await view.button(name).click()
    expect(await shown()).toContain('open')
  }
  const open = view.page.locator('.tl-segment[data-phase="open"]')
  expect(await open.innerText()).toBe('open')
  expect(await open.getAttribute('title')).toMatch(/open: the socket opened$/)
  expect(await view.page.getByRole('img').getAttribute('aria-label')).toMatch(/^Phases of the last 3 min \d+ s: …, .*waiting$/)
  const [track, box] = await Promise.all([view.page.locator('.tl-track').boundingBox(), open.boundingBox()])
  expect(box!.width / track!.width).toBeCloseTo(109.4 / 200, 1)
})

it('retries at once with "Retry now", which only a connection that waits has', async () => {
  const view = await openWaiting()
  await view.button('Retry now').focus()
  await view.page.keyboard.press('Enter')
  expect(await view.calls()).toEqual(['reconnect wss://host.test/1'])
  await view.change({ phases: [...flappingPhases(view.now), phaseRecord(Date.now(), 'open', { cause: { type: 'socket-open' } })], snapshot: { phase: 'open', retryAt: null } })
  expect(await view.button('Retry now').count()).toBe(0)
  expect(await view.focused()).toBe('Timeline')
})

it('has no "Retry now" for an imported connection, whose time stands still', async () => {
  const view = await open()
  const at = Date.now() - 100_000
  await view.add({ connection: null, phases: [phaseRecord(at, 'waiting', { retryAt: at + 5000 })], snapshot: { phase: 'waiting', retryAt: at + 5000 } })
  expect(await view.button('Retry now').count()).toBe(0)
  expect(await clock(view).innerText()).toBe('for 0 ms · next retry in 5 s')
})

it('announces each change of the phase once, and nothing when another connection is chosen', async () => {
  const view = await openWaiting()
  await view.add({ phases: [phaseRecord(view.now, 'idle')] })
  const phases = [...flappingPhases(view.now), phaseRecord(Date.now(), 'resolving', { cause: { type: 'reconnect' } })]
  await view.change({ phases, snapshot: { phase: 'resolving', retryAt: null } })
  await view.change({ notes: [] })
  await view.choose(2)
  await view.choose(1)
  expect(await view.announced()).toEqual(['resolving: reconnect() was called'])
})

it('shows the latency and the rates of the last minute as curves with a text', async () => {
  const view = await openWaiting()
  await view.change({ snapshot: { latencyMs: 90 } })
  await view.change({ snapshot: { latencyMs: 30 } })
  const texts = await view.page.locator('.tl-spark figcaption').allInnerTexts()
  expect(texts[0]).toBe('Latency 30 ms, at most 90 ms')
  expect(texts[1]).toMatch(/^In \d+\/s, 4\.3 kB\/s, at most 110\/s$/)
  expect(texts[2]).toBe('Out 2/s, 40 B/s, at most 6/s')
  expect(await view.page.locator('.tl-spark[data-tone="in"] polyline').evaluate((line) => (line as SVGPolylineElement).points.length)).toBe(59)
  await view.change({ rates: [], snapshot: { latencyMs: null } })
  expect(await view.page.locator('.tl-spark figcaption').allInnerTexts()).toEqual([
    'Latency not measured: needs heartbeat.isPong',
    'In not recorded',
    'Out not recorded',
  ])
})

describe('an update', () => {
  const many = (now: number) => Array.from({ length: 500 }, (_, index) => phaseRecord(now - (500 - index) * 1000, index % 2 ? 'open' : 'waiting'))

  it('keeps the rows and what the user reads in place', async () => {
    const view = await open()
    await view.add({ phases: many(Date.now()) })
    await view.mark('.tl-list li')
    const row = rows(view).nth(40)
    await row.evaluate((element) => element.scrollIntoView())
    const before = (await row.boundingBox())!.y
    const text = await row.innerText()
    await view.append('phases', phaseRecord(Date.now(), 'closed', { cause: { type: 'disconnect' } }))
    expect(await rows(view).nth(41).innerText()).toBe(text)
    expect(Math.abs((await rows(view).nth(41).boundingBox())!.y - before)).toBeLessThan(2)
    // The oldest of them left.
    expect(await view.marked('.tl-list li')).toBe(199)
    expect((await rows(view).nth(1).innerText()).endsWith('now')).toBe(false)
  })

  it('touches nothing when only frames arrived', async () => {
    const view = await openWaiting()
    await view.setPaused(true)
    const count = () => view.page.evaluate(() => (window as unknown as { mutations: number }).mutations)
    await view.page.evaluate(() => {
      const { session, shown } = window as unknown as ViewWindow
      const counted = Object.assign(window, { mutations: 0 })
      const all = { subtree: true, childList: true, attributes: true, characterData: true }
      new MutationObserver((records) => (counted.mutations += records.length)).observe(shown.root, all)
      const { rates } = session.connections()[0]!
      for (let n = 0; n < 10; n++) session.change(1, { bufferedAmount: n, rates: [...rates.slice(0, -1), { ...rates.at(-1)!, framesIn: n }] })
    })
    expect(await count()).toBe(0)
    // The next second begins.
    await view.page.evaluate(() => {
      const { session } = window as unknown as ViewWindow
      const { rates } = session.connections()[0]!
      session.change(1, { rates: [...rates.slice(1), { ...rates.at(-1)!, at: rates.at(-1)!.at + 1000, framesIn: 500 }] })
    })
    expect(await count()).toBeGreaterThan(0)
  })

  it('shows older rows on request', async () => {
    const view = await open()
    await view.add({ phases: many(Date.now()) })
    expect(await rows(view).count()).toBe(200)
    await view.button('Show older').click()
    await view.button('Show older').click()
    expect(await rows(view).count()).toBe(500)
    expect(await view.button('Show older').count()).toBe(0)
  })

  it('does not change the time while the session is paused or the view is hidden', async () => {
    const view = await openWaiting()
    await view.setPaused(true)
    const paused = await clock(view).innerText()
    await view.page.waitForTimeout(1500)
    expect(await clock(view).innerText()).toBe(paused)
    await view.setPaused(false)
    await expect.poll(() => clock(view).innerText(), { timeout: 3000 }).not.toBe(paused)
    await view.hide()
    const hidden = await clock(view).innerText()
    await view.page.waitForTimeout(1500)
    expect(await clock(view).innerText()).toBe(hidden)
  })
})

it('is readable on a phone', async () => {
  const view = await openWaiting(PHONE)
  await view.expectNoSidewaysScroll()
  for (const name of ['Retry now', '1 min']) expect((await view.button(name).boundingBox())!.height).toBeGreaterThanOrEqual(32)
})
