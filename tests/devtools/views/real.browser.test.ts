import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { AnyConnection } from '../../../src/core/vocabulary/tap'
import { serve } from '../../support/per-test'
import type { TestServer } from '../../support/ws-server'
import { usePanelPage } from '../support/panel-page'
import { POLICY, type ViewName } from './use-view'

interface RealWindow {
  readonly connection: AnyConnection
  use(key: string): void
  request(message: object): void
}

const { open } = usePanelPage(new URL('./real.page.ts', import.meta.url))

/** One view over a connection of the library to a real server, which answers requests, pings and subscriptions. */
const openView = async (view: ViewName): Promise<{ page: Page; server: TestServer }> => {
  const server = await serve({
    onMessage(data, socket) {
      const { ping, id, silent, subscribe } = JSON.parse(String(data)) as { ping?: true; id?: string; silent?: true; subscribe?: string }
      if (ping) socket.send('{"pong":true}')
      if (id !== undefined && !silent) setTimeout(() => socket.send(JSON.stringify({ id, answer: true })), 50)
      if (subscribe !== undefined) socket.send(JSON.stringify({ topic: subscribe, offset: 7 }))
    },
  })
  const { page } = await open({ search: `?view=${view}&server=${encodeURIComponent(`${server.url}/feed?token=planted-secret`)}`, policy: POLICY })
  return { page, server }
}

const connect = (page: Page) => page.evaluate(() => (window as unknown as RealWindow).connection.connect())
const send = (page: Page, message: object) => page.evaluate((value) => void (window as unknown as RealWindow).connection.send(value), message)
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const expectNoSecret = async (page: Page) => {
  const html = await page.evaluate(() => (window as unknown as { shown: { root: ShadowRoot } }).shown.root.innerHTML)
  expect(html).not.toContain('planted-secret')
}

it('Timeline shows why a connection is lost and dialled again, and retries when the user asks', async () => {
  const { page, server } = await openView('timeline')
  const sentence = page.locator('.tl-sentence')
  await expect.poll(() => sentence.innerText()).toBe('idle: the recording started')
  await connect(page)
  await expect.poll(() => sentence.innerText()).toBe('open: the socket opened')
  await expect.poll(() => page.locator('.tl-spark figcaption').first().innerText()).toMatch(/^Latency \d/)
  await server.down()
  await expect.poll(() => sentence.innerText()).toBe('waiting: the socket closed with 1006 (connection lost)')
  await expect.poll(() => page.locator('.tl-clock').innerText()).toMatch(/next retry in (60|5\d) s$/)
  await button(page, 'Retry now').click()
  await expect.poll(() => sentence.innerText()).toBe('waiting: the socket could not be opened (closed with 1006)')
  await server.up()
  await button(page, 'Retry now').click()
  await expect.poll(() => sentence.innerText()).toBe('open: the socket opened')
  const texts = (await page.locator('.tl-list .tl-text').allInnerTexts()).join('\n')
  for (const text of ['resolving: connect() was called', 'resolving: reconnect() was called', 'connecting: the url and the protocols are known', 'dial Dials ws://127.0.0.1', 'error connect-failed'])
    expect(texts).toContain(text)
  await expectNoSecret(page)
})

it('Queue shows what waits for the socket, and drops it when the user clears it', async () => {
  const { page, server } = await openView('queue')
  const messages = page.locator('.qu-list li')
  for (const n of [1, 2]) await send(page, { n })
  await connect(page)
  await expect.poll(() => server.messages.map(String)).toContain('{"n":2}')
  await expect.poll(() => messages.count()).toBe(0)
  await server.down()
  await expect.poll(() => page.locator('.vw-empty:visible').innerText()).toContain('before the socket opens')
  for (const n of [3, 4]) await send(page, { n })
  await expect.poll(() => messages.allInnerTexts()).toEqual(['{"n":3}', '{"n":4}'])
  await button(page, 'Clear').click()
  await expect.poll(() => messages.count()).toBe(0)
  expect(await page.evaluate(() => (window as unknown as RealWindow).connection.queuedMessages)).toEqual([])
})

it('Channels shows the position of a channel, and subscribes it again when the user asks', async () => {
  const { page, server } = await openView('channels')
  await page.evaluate(() => (window as unknown as RealWindow).use('orders'))
  await connect(page)
  const row = page.getByRole('row').nth(1)
  await expect.poll(async () => (await row.locator('th, td').allInnerTexts()).slice(0, 6)).toEqual(['orders', 'subscribed', '7', expect.any(String), '1', '1'])
  const subscriptions = () => server.messages.filter((message) => String(message).includes('subscribe')).length
  expect(subscriptions()).toBe(1)
  await button(page, 'Resubscribe orders').click()
  await expect.poll(subscriptions).toBe(2)
})

it('Requests shows a request that is answered, and one that is not', async () => {
  const { page } = await openView('requests')
  await connect(page)
  await page.evaluate(() => {
    const { request } = window as unknown as RealWindow
    request({ get: 'price' })
    request({ get: 'nothing', silent: true })
  })
  const outcomes = async () => (await page.getByRole('option').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))
  await expect.poll(outcomes).toEqual([
    expect.stringMatching(/^\{"get":"price"\S* replied \d+ ms/),
    expect.stringMatching(/^\{"get":"nothing"\S* failed \d+ ms/),
  ])
  await page.getByRole('option').nth(1).click()
  const details = page.getByRole('region', { name: 'Selected request' })
  expect(await details.innerText()).toContain('request-timeout')
  expect(await page.locator('.rq-mark[data-kind="sent"]').count()).toBe(2)
  expect(await page.locator('.rq-mark[data-kind="reply"]').count()).toBe(1)
})

it('Options shows what is in force and who gives it, without secrets', async () => {
  const { page } = await openView('options')
  await connect(page)
  await expect.poll(() => page.locator('.vw-summary').innerText()).toMatch(/^Demand: 1/)
  const rows = await page.getByRole('row').all()
  const cells = await Promise.all(rows.map(async (row) => (await row.locator('th, td').allInnerTexts()).join(' | ')))
  expect(cells).toContain('lingerMs | 300 | registry')
  expect(cells.find((text) => text.startsWith('heartbeat'))).toMatch(/intervalMs: 200, .*isPong: function isPong/)
  await expectNoSecret(page)
})
