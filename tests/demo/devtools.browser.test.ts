import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { PANES, type DemoPage } from './demo-browser'
import { useDemoBrowser } from './use-demo-browser'

const { open } = useDemoBrowser()

/** Opens the panel in the demo. Locators reach into its shadow root. */
async function openPanel(example: string): Promise<{ readonly page: DemoPage; readonly panel: Locator }> {
  const page = await open(example)
  await page.isPhase('open')
  const panel = page.page.getByRole('region', { name: 'WebSocket panel' })
  expect(await panel.isVisible()).toBe(false)
  await page.page.getByRole('button', { name: /^Open the WebSocket panel: 1 connection/ }).click()
  await panel.waitFor()
  return { page, panel }
}

const tab = (panel: Locator, name: string): Promise<void> => panel.getByRole('tab', { name }).click()

it('the panel cuts the connection of both panes, and shows the retry with its cause', async () => {
  const { page, panel } = await openPanel('chat')
  await panel.getByRole('option', { name: /\/chat/ }).waitFor()
  await tab(panel, 'Act')
  await panel.getByRole('button', { name: 'Cut', exact: true }).click()
  for (const name of PANES) await expect.poll(() => page.row(name, 'last close')).toMatch(/^1006/)
  await page.isPhase('open', 30_000)
  await page.hasSockets(1)
  await tab(panel, 'Timeline')
  for (const cause of ['the socket closed with 1006 (connection lost)', 'the retry was due']) await panel.getByText(cause).first().waitFor()
})

it('the panel shows what a pane sends, and delivers a message to both', async () => {
  const { page, panel } = await openPanel('chat')
  await page.pane('vue').getByLabel('Say something').fill('seen by the panel')
  await page.pane('vue').getByRole('button', { name: 'Send' }).click()
  await tab(panel, 'Frames')
  await panel.getByText('seen by the panel').first().waitFor()
  await tab(panel, 'Act')
  await panel.getByLabel('Text of the frame').fill('{"type":"note","note":{"id":9000000,"from":"the panel","text":"never sent","via":"","at":0}}')
  await panel.getByRole('button', { name: 'Inject' }).click()
  for (const name of PANES) await page.pane(name).locator('.scroll li', { hasText: 'never sent' }).waitFor()
})

it('Escape closes the panel, and Alt+Shift+W opens it again', async () => {
  const { page, panel } = await openPanel('prices')
  await page.page.keyboard.press('Escape')
  await panel.waitFor({ state: 'hidden' })
  await page.page.keyboard.press('Alt+Shift+W')
  await panel.waitFor()
})
