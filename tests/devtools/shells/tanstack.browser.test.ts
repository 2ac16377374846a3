import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../../demo/demo-browser'
import { openHost, shoot, type OpenedHost } from './open-host'
import { serveHost, type ServedHost } from './serve-host'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

// The core of TanStack Devtools, and its adapter for React in StrictMode, which gets another plugin object in each render.
describe.each(['tanstack', 'tanstack-react'])('the plugin in %s', (name) => {
  let served: ServedHost
  beforeAll(async () => {
    served = await serveHost(name)
  })
  afterAll(() => served?.close())

  async function openTool(): Promise<OpenedHost> {
    const host = await openHost(browser, served)
    await host.page.getByRole('button', { name: 'Open TanStack Devtools' }).click()
    await host.panels.getByText('/chat').first().waitFor()
    return host
  }

  it('renders one panel inside its tab, which it fills', async () => {
    const { page, panels, problems } = await openTool()
    await page.waitForTimeout(500) // the tool slides in
    await shoot(page, `${name}-open`)
    expect(await panels.count()).toBe(1)
    const [pane, panel] = await Promise.all([page.getByTestId('plugin-pane-websocket-store').boundingBox(), panels.boundingBox()])
    expect(pane!.height).toBeGreaterThan(100)
    expect([panel!.width, panel!.height]).toEqual([expect.closeTo(pane!.width, -1), expect.closeTo(pane!.height, -1)])
    expect(await panels.evaluate((host) => host.shadowRoot!.textContent)).not.toContain('planted')
    expect(problems).toEqual([])
  })

  it('follows the theme of the tool', async () => {
    const { page, panels } = await openTool()
    await expect.poll(() => panels.getAttribute('data-theme')).toBe('light')
    await page.getByTestId('tsd-tab-settings').click()
    await page.getByLabel('Theme', { exact: true }).selectOption('dark')
    await page.getByTestId('tsd-tab-plugins').click()
    await expect.poll(() => panels.getAttribute('data-theme')).toBe('dark')
    await shoot(page, `${name}-dark`)
    expect(await panels.count()).toBe(1)
  })

  it('keeps its panel when the application renders again, and removes it when its tab is closed', async () => {
    const { page, panels, call, problems } = await openTool()
    await panels.evaluate((host) => host.setAttribute('data-first', ''))
    await call('show', true)
    await page.waitForTimeout(200)
    expect(await panels.getAttribute('data-first')).toBe('')
    await page.getByTestId('plugin-tab-close-websocket-store').click()
    await expect.poll(() => panels.count()).toBe(0)
    expect(problems).toEqual([])
  })

  it('removes its panel with the tool', async () => {
    const { panels, call } = await openTool()
    await call('unmount')
    await expect.poll(() => panels.count()).toBe(0)
  })
})
