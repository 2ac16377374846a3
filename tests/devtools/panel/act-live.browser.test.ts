import { describe, expect, it } from 'vitest'
import type { LivePage } from './live.page'
import { useLivePanel, type LiveDriver } from './use-live-panel'

declare const live: LivePage

const openPanel = useLivePanel()
const TIMEOUT = { timeout: 15_000 }

async function openAct(): Promise<LiveDriver> {
  const driver = await openPanel()
  await driver.tab('Act').click()
  return driver
}

async function type({ page }: LiveDriver, text: string): Promise<void> {
  await page.getByLabel('Text of the frame').fill(text)
}

describe('the tab "Act" on a connection to a real server', () => {
  it('cuts the socket: the connection sees 1006 and dials again', async () => {
    const { button, server, closes, untilPhase } = await openAct()
    await button('Cut').click()
    await expect.poll(closes, TIMEOUT).toEqual(['1006'])
    await expect.poll(() => server.opened, TIMEOUT).toBe(2)
    await untilPhase('open')
    await expect.poll(() => server.alive, TIMEOUT).toBe(1)
  })

  it('closes with a code and a reason', async () => {
    const { page, button, closes, untilPhase } = await openAct()
    await page.getByLabel('Code').fill('4001')
    await page.getByLabel('Reason').fill('bye')
    await button('Close socket').click()
    await expect.poll(closes, TIMEOUT).toEqual(['4001 bye'])
    await untilPhase('open')
  })

  it('reconnects', async () => {
    const { button, server, untilPhase } = await openAct()
    await button('Reconnect').click()
    await expect.poll(() => server.opened, TIMEOUT).toBe(2)
    await untilPhase('open')
    await expect.poll(() => server.alive, TIMEOUT).toBe(1)
  })

  it('goes offline: no dial succeeds until it is online again, and the queue can be cleared meanwhile', async () => {
    const driver = await openAct()
    const { page, button, server, status, send, untilPhase, atServer } = driver
    await button('Go offline').click()
    await expect.poll(() => server.alive, TIMEOUT).toBe(0)
    expect(await send({ n: 1 })).toBe('queued')
    expect(await send({ n: 2 })).toBe('queued')
    await button('Clear queue (2)').click()
    expect(await status.innerText()).toBe('2 queued messages are dropped.')
    await send({ n: 3 })
    const dials = server.requests.length
    await page.waitForTimeout(500)
    expect(server.requests.length).toBe(dials)
    await button('Go online').click()
    await untilPhase('open')
    await expect.poll(atServer, TIMEOUT).toEqual(['{"n":3}'])
  })

  it('sends to the server', async () => {
    const driver = await openAct()
    await type(driver, '{"hello": 1}')
    await driver.button('Send').click()
    await expect.poll(driver.received, TIMEOUT).toEqual([{ hello: 1 }])
    expect(driver.atServer()).toEqual(['{"hello":1}'])
    await type(driver, '{"hello"')
    await driver.button('Send').click()
    expect(await driver.status.innerText()).toContain('JSON')
    expect(driver.atServer()).toHaveLength(1)
  })

  it('injects into the application, without the server', async () => {
    const driver = await openAct()
    await type(driver, '{"injected": true}')
    await driver.button('Inject').click()
    await expect.poll(driver.received, TIMEOUT).toEqual([{ injected: true }])
    expect(driver.atServer()).toEqual([])
  })

  it('mutes each direction, and repairs the line', async () => {
    const { page, button, send, received, atServer } = await openAct()
    await page.getByLabel('Mute outbound').check()
    await send('lost')
    await page.getByLabel('Mute outbound').uncheck()
    await page.getByLabel('Mute inbound').check()
    await send('unanswered')
    await expect.poll(atServer, TIMEOUT).toEqual(['"unanswered"'])
    await page.waitForTimeout(200)
    expect(await received()).toEqual([])
    await button('Repair').click()
    await send('answered')
    await expect.poll(received, TIMEOUT).toEqual(['answered'])
    expect(atServer()).toEqual(['"unanswered"', '"answered"'])
  })

  it('delays each frame', async () => {
    const { page, send, received, atServer } = await openAct()
    await page.getByLabel('Delay (ms)').fill('400')
    await page.getByLabel('Delay (ms)').press('Enter')
    const tookMs = await page.evaluate(async () => {
      const startedAt = performance.now()
      live.send('late')
      while (live.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      return performance.now() - startedAt
    })
    expect(tookMs).toBeGreaterThan(790)
    expect(await received()).toEqual(['late'])
    await page.getByLabel('Delay (ms)').fill('0')
    await page.getByLabel('Delay (ms)').press('Enter')
    await send('soon')
    await expect.poll(atServer, TIMEOUT).toEqual(['"late"', '"soon"'])
  })

  it('drops every nth frame', async () => {
    const { page, send, received, atServer } = await openAct()
    await page.getByLabel('Drop every nth frame').fill('1')
    await page.getByLabel('Drop every nth frame').press('Enter')
    await send('lost')
    await page.getByLabel('Drop every nth frame').fill('0')
    await page.getByLabel('Drop every nth frame').press('Enter')
    await send('kept')
    await expect.poll(received, TIMEOUT).toEqual(['kept'])
    expect(atServer()).toEqual(['"kept"'])
  })

  it('replays what was recorded into the application, without its server', async () => {
    const { page, button, status, send, received, untilPhase, atServer, server } = await openAct()
    await send('one')
    await send('two')
    await expect.poll(received, TIMEOUT).toEqual(['one', 'two'])
    await page.getByText(/recorded frames of/).waitFor()
    await page.getByLabel('Speed').selectOption('At once')
    await button('Replay').click()
    await expect.poll(() => status.innerText(), TIMEOUT).toContain('Played: 2 of 2 frames')
    expect((await received()).slice(2)).toEqual(['one', 'two'])
    expect(atServer()).toEqual(['"one"', '"two"'])
    await untilPhase('open')
    await expect.poll(() => server.alive, TIMEOUT).toBe(1)
    await send('three')
    await expect.poll(atServer, TIMEOUT).toEqual(['"one"', '"two"', '"three"'])
  })

  it('replays an imported session', async () => {
    const { page, button, status, send, received, atServer } = await openAct()
    await send('one')
    await expect.poll(received, TIMEOUT).toEqual(['one'])
    await page.locator('.state', { hasText: /[1-9]\d* frames?/ }).waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), button('Export').click()])
    const path = await download.path()
    await button('Clear').click()
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button('Import').click()])
    await chooser.setFiles(path)
    await page.locator('.state', { hasText: 'Imported session' }).waitFor()
    expect(await button('Cut').isDisabled()).toBe(true)
    await button('Replay').click()
    await expect.poll(() => status.innerText(), TIMEOUT).toContain('Played: 1 of 1 frames')
    expect(await received()).toEqual(['one', 'one'])
    expect(atServer()).toEqual(['"one"'])
    await button('Close import').click()
    await expect.poll(() => button('Cut').isDisabled(), TIMEOUT).toBe(false)
  })

  it('stops a replay', async () => {
    const { page, button, status, send, received, untilPhase } = await openAct()
    await send('one')
    await page.waitForTimeout(3000)
    await send('two')
    await expect.poll(received, TIMEOUT).toEqual(['one', 'two'])
    await button('Replay').click()
    await expect.poll(received, TIMEOUT).toEqual(['one', 'two', 'one'])
    await button('Stop').click()
    await expect.poll(() => status.innerText(), TIMEOUT).toContain('Stopped: 1 of 2 frames')
    await untilPhase('open')
    expect(await received()).toEqual(['one', 'two', 'one'])
  })
})
