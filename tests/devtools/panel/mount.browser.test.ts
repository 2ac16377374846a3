import { expect, it } from 'vitest'
import type { LivePage } from './live.page'
import { useLivePanel } from './use-live-panel'

declare const live: LivePage

const openPanel = useLivePanel()
const TIMEOUT = { timeout: 15_000 }

it('shows the same panel for each mount of one registry, until the last one is undone', async () => {
  const { page } = await openPanel()
  expect(await page.evaluate(() => [live.mount(), live.mount(), live.unmount(), live.unmount(), live.unmount(), live.mount()])).toEqual([1, 1, 1, 1, 0, 1])
})

it('records frames while it is open only', async () => {
  const { page, button, toggle, send, received } = await openPanel()
  const state = () => page.locator('.state').innerText()
  await button('Clear').click()
  await send('one')
  await expect.poll(state, TIMEOUT).toBe('Recording · 2 frames')
  await button('Close the panel').click()
  await send('two')
  await expect.poll(received, TIMEOUT).toEqual(['one', 'two'])
  await toggle.click()
  expect(await state()).toBe('Recording · 2 frames')
  await send('three')
  await expect.poll(state, TIMEOUT).toBe('Recording · 4 frames')
})

it('ends all faults when it is removed', async () => {
  const { page, button, tab, send, received, untilPhase } = await openPanel()
  await tab('Act').click()
  await page.getByLabel('Mute inbound').check()
  await button('Go offline').click()
  await page.evaluate(() => live.unmount())
  await untilPhase('open')
  await send('back')
  await expect.poll(received, TIMEOUT).toContain('back')
})

it('shows no secret of the application, in any tab, attribute or export', async () => {
  const { page, tab, option, server, untilPhase } = await openPanel({ search: '&failing' })
  server.terminateAll()
  await page.waitForTimeout(200)
  await untilPhase('open')
  await option(/127\.0\.0\.1:9\b/).waitFor()
  const seen: string[] = []
  for (const index of [0, 1]) {
    await page.locator('.connection').nth(index).click()
    for (const name of await page.getByRole('tab').allInnerTexts()) {
      await tab(name).click()
      await page.waitForTimeout(100)
      seen.push(await page.locator('[data-websocket-store-devtools]').evaluate((host) => host.shadowRoot!.innerHTML))
    }
  }
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()])
  const stream = await download.createReadStream()
  for await (const chunk of stream) seen.push(String(chunk))
  expect(seen.length).toBeGreaterThan(4)
  expect(seen.join('\n')).toContain('/feed')
  expect(seen.join('\n').match(/SECRET[\w-]*/g)).toBe(null)
})
