import type { Browser, Frame } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import vueDevTools from 'vite-plugin-vue-devtools'
import { launch } from '../../demo/demo-browser'
import { openHost, shoot, type OpenedHost } from './open-host'
import { serveHost, type ServedHost } from './serve-host'

let browser: Browser
let served: ServedHost
beforeAll(async () => {
  ;[browser, served] = await Promise.all([launch(), serveHost('vue-devtools', [vueDevTools()])])
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

/** Opens the inspector of the plugin in the user interface of Vue DevTools, which is a frame of the page. */
async function openInspector(): Promise<OpenedHost & { tool: Frame }> {
  const host = await openHost(browser, served)
  const { page } = host
  // Its overlay is loaded after the page.
  await page.locator('.vue-devtools__anchor').waitFor({ state: 'attached', timeout: 30_000 })
  await page.keyboard.press('Alt+Shift+KeyD')
  await page.frameLocator('iframe').locator('a[href="/custom-inspector-tab-view/websocket-store"]').click({ timeout: 30_000 })
  const tool = page.frames().find((frame) => frame.url().includes('__devtools__'))!
  await tool.getByText('options in force').waitFor()
  return { ...host, tool }
}

const textOf = (tool: Frame) => tool.evaluate(() => document.body.innerText)
const tab = (tool: Frame, name: string) => tool.locator('li', { hasText: new RegExp(`^${name}$`) }).click()

it('lists connections and channels in the inspector, with their state and without credentials', async () => {
  const { page, tool } = await openInspector()
  await shoot(page, 'vue-devtools-inspector')
  const text = await textOf(tool)
  expect(text).toMatch(/ws:\/\/127\.0\.0\.1:\d+\/chat/)
  for (const section of ['connection', 'holders', 'options in force', 'channels', 'queue']) expect(text).toContain(section)
  expect(text.replaceAll(/\s+/g, '')).toContain('phase:open')
  expect(text).not.toContain('planted')
  await tool.locator('.i-radix-icons\\:triangle-right').first().click()
  await tool.getByText('news', { exact: true }).first().click()
  await expect.poll(async () => (await textOf(tool)).replaceAll(/\s+/g, '')).toContain('channelstatus:subscribed')
  await shoot(page, 'vue-devtools-channel')
})

it('reconnects and cuts the chosen connection, and shows its phase', async () => {
  const { server, tool } = await openInspector()
  const [reconnect, cut] = [tool.locator('.custom-svg').nth(0), tool.locator('.custom-svg').nth(1)]
  await reconnect.click()
  await expect.poll(() => server.opened, { timeout: 10_000 }).toBe(2)
  await cut.click()
  await expect.poll(() => server.opened, { timeout: 10_000 }).toBe(3)
  await server.down()
  await expect.poll(async () => (await textOf(tool)).replaceAll(/\s+/g, ''), { timeout: 10_000 }).toMatch(/phase:(waiting|connecting)/)
})

it('shows phases in the timeline, and frames only while the setting is on', async () => {
  const { page, server, tool } = await openInspector()
  const send = () => page.getByRole('button', { name: 'Send' }).click({ force: true })
  await tab(tool, 'Timeline')
  // Vue DevTools records no timeline until its user says so.
  await tool.locator('.recording-btn').click()
  await send()
  server.terminateAll()
  await tool.getByText('waiting', { exact: true }).first().waitFor()
  expect(await textOf(tool)).not.toContain('↑')

  await tab(tool, 'Settings')
  await tool.getByRole('checkbox').click()
  await tab(tool, 'Timeline')
  await send()
  await tool.getByText('↑ message').first().waitFor()
  await tool.getByText('↓ message').first().waitFor()
  await shoot(page, 'vue-devtools-timeline')
  expect(await textOf(tool)).not.toContain('planted')
})
