import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../../demo/demo-browser'
import { openHost, shoot } from './open-host'
import { serveHost, type ServedHost } from './serve-host'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

// The React host renders in StrictMode, below a RegistryProvider. The Vue host uses `createWebSocketStore`.
describe.each(['react', 'vue'])('the component in an application of %s', (name) => {
  let served: ServedHost
  beforeAll(async () => {
    served = await serveHost(name)
  })
  afterAll(() => served?.close())

  it('shows one panel with the connections of the registry of its application', async () => {
    const { page, panels, problems } = await openHost(browser, served)
    const row = panels.getByText('/chat')
    await row.first().waitFor()
    await shoot(page, `${name}-open`)
    expect(await panels.count()).toBe(1)
    expect(await panels.evaluate((host) => host.shadowRoot!.textContent)).not.toContain('planted')
    expect(await page.locator('#app').evaluate((app) => app.querySelectorAll('*').length)).toBe(1)
    expect(problems).toEqual([])
  })

  it('removes the panel when it unmounts, and adds it again', async () => {
    const { page, panels, call, problems } = await openHost(browser, served)
    await panels.getByText('/chat').first().waitFor()
    await call('show', false)
    await expect.poll(() => panels.count()).toBe(0)
    await call('show', true)
    await panels.getByText('/chat').first().waitFor()
    expect(await panels.count()).toBe(1)
    await call('unmount')
    await expect.poll(() => panels.count()).toBe(0)
    expect(await page.locator('output').count()).toBe(0)
    expect(problems).toEqual([])
  })
})
