import { once } from 'node:events'
import { beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { MarketMessage, QuoteHistory } from '../../demo/market-protocol'
import { PANES, type DemoPage, type PaneName } from './demo-browser'
import { useDemoBrowser } from './use-demo-browser'

const SYMBOL = 'ALD01'

const { demo, open, startAgain } = useDemoBrowser()
let market: DemoPage

beforeEach(async () => {
  market = await open('market')
  await allSubscribed()
  for (const name of PANES) await expect.poll(() => quoteCount(name)).toBeGreaterThanOrEqual(120)
})

const allSubscribed = async (): Promise<void> => {
  for (const name of PANES)
    await expect.poll(() => market.pane(name).locator('[data-row][data-status=subscribed]').count(), { timeout: 40_000 }).toBe(1000)
}

const caption = (name: PaneName): Promise<string> => market.pane(name).locator('.history figcaption').innerText()

const quoteCount = async (name: PaneName): Promise<number> => Number(/(\d+) quotes/.exec(await caption(name))?.[1] ?? 0)

/** The heights of the points of the chart, from the top. */
const chart = async (name: PaneName): Promise<number[]> =>
  ((await market.pane(name).locator('polyline').getAttribute('points')) ?? '').split(' ').map((point) => Number(point.split(',')[1]))

const countOf = async (name: PaneName, recovery: 'resumed' | 'gap'): Promise<number> => {
  const texts = await market.pane(name).locator(`[data-recovery=${recovery}]`).allTextContents()
  return Number(texts[0]?.replaceAll(',', '') ?? 0)
}

/** Waits until all channels have a verdict since the last cut. */
const counts = async (name: PaneName) => {
  const read = async () => ({ resumed: await countOf(name, 'resumed'), gap: await countOf(name, 'gap') })
  await expect.poll(async () => (await read()).resumed + (await read()).gap, { timeout: 40_000 }).toBe(1000)
  return read()
}

/** Stops the market, and returns the prices that the server has. */
const stopMarket = async (): Promise<readonly number[]> => {
  const session = await market.page.evaluate(() => localStorage.getItem('websocket-store demo session'))
  const socket = new WebSocket(`${demo().url.replace('http', 'ws')}market?session=${session}`)
  await once(socket, 'open')
  const history = new Promise<QuoteHistory>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const messages = JSON.parse(data.toString('utf8')) as MarketMessage[]
      for (const message of messages) if (message.type === 'history') resolve(message)
    })
  })
  socket.send(JSON.stringify({ type: 'rate', perSecond: 0 }))
  socket.send(JSON.stringify({ type: 'history', id: '1', symbol: SYMBOL }))
  const { prices } = await history
  socket.close()
  return prices
}

/** The largest difference between the end of the chart and these prices, in units of the chart, which is 40 high. */
const differenceFrom = async (name: PaneName, prices: readonly number[]): Promise<number> => {
  const heights = (await chart(name)).slice(-prices.length)
  if (heights.length < prices.length) return Infinity
  const [low, high] = [prices.indexOf(Math.min(...prices)), prices.indexOf(Math.max(...prices))]
  const scale = (heights[high]! - heights[low]!) / (prices[high]! - prices[low]!)
  const expected = prices.map((price) => heights[low]! + (price - prices[low]!) * scale)
  return Math.max(...heights.map((height, index) => Math.abs(height - expected[index]!)))
}

/** The chart ends with all prices of the server, each once. */
const expectCompleteCharts = async (): Promise<void> => {
  const prices = await stopMarket()
  expect(prices).toHaveLength(120)
  for (const name of PANES) await expect.poll(() => differenceFrom(name, prices), { timeout: 10_000 }).toBeLessThan(0.02)
}

it('explains how to cut the connection until it is cut', async () => {
  for (const name of PANES) {
    expect(await market.pane(name).locator('.recovery').innerText()).toMatch(/^“Drop” makes a short cut/)
    expect(await caption(name)).toMatch(/ quotes$/)
  }
})

it('resumes the channels after a short cut, and the chart has all quotes', async () => {
  await market.pane('react').getByRole('button', { name: '1,000', exact: true }).click()
  for (const name of PANES) await expect.poll(() => quoteCount(name), { timeout: 10_000 }).toBeGreaterThan(121)
  await market.fault('Drop')
  for (const name of PANES) {
    expect((await counts(name)).resumed).toBeGreaterThan(900)
    await expect.poll(() => caption(name)).toMatch(/, resumed$/)
    // The market continues at the rate of before.
    await market.pane(name).locator('[aria-pressed=true]', { hasText: '1,000' }).waitFor()
  }
  await expectCompleteCharts()
})

it('draws the quotes that it missed, after a cut of some seconds', async () => {
  await stopMarket()
  const before = { react: await quoteCount('react'), vue: await quoteCount('vue') }
  await market.fault('Refuse for 10 s')
  await expect.poll(() => market.row('react', 'attempt').then(Number), { timeout: 10_000 }).toBeGreaterThanOrEqual(2)
  await market.fault('Restore')
  await market.pane('react').getByRole('button', { name: 'Reconnect' }).click()
  for (const name of PANES) {
    expect((await counts(name)).resumed).toBeGreaterThan(900)
    await expect.poll(() => quoteCount(name)).toBeGreaterThan(before[name])
  }
  await expectCompleteCharts()
})

it('shows a gap after a long cut, and loads the chart again', async () => {
  await market.fault('Refuse for 10 s')
  for (const name of PANES) {
    expect(await counts(name)).toEqual({ resumed: 0, gap: 1000 })
    await expect.poll(() => caption(name)).toMatch(/, loaded again$/)
  }
  await allSubscribed()
  await expectCompleteCharts()
}, 90_000)

it('shows a gap after a restart of the server, and counts again after the next cut', async () => {
  // The new server does not answer while it builds the page, which would be another cut.
  await market.pane('react').getByRole('button', { name: 'Disconnect' }).click()
  await demo().kill()
  await startAgain()
  await market.pane('react').getByRole('button', { name: 'Connect', exact: true }).click()
  for (const name of PANES) expect(await counts(name)).toEqual({ resumed: 0, gap: 1000 })
  await allSubscribed()
  await expectCompleteCharts()
  await market.fault('Drop')
  for (const name of PANES) {
    await expect.poll(() => countOf(name, 'gap')).toBe(0)
    expect((await counts(name)).resumed).toBeGreaterThan(900)
  }
}, 90_000)
