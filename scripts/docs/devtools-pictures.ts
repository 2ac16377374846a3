// npx tsx scripts/docs/devtools-pictures.ts: draws the pictures of the guide to the devtools, docs/guides/figures/devtools*.png,
// from the running demo.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { launch, openDemo, type DemoPage } from '../../tests/demo/demo-browser'
import { startDemo } from '../../tests/demo/demo-process'
import { smallPng } from './small-png'

const folder = process.argv[2] ?? fileURLToPath(new URL('../../docs/guides/figures/', import.meta.url))
mkdirSync(folder, { recursive: true })

const PHONE = { width: 390, height: 844 }

const draw = async (page: Page, name: string): Promise<void> =>
  writeFileSync(`${folder}/${name}.png`, smallPng(await page.screenshot({ animations: 'disabled' })))

async function openPanel(demo: DemoPage, tab: string): Promise<void> {
  await demo.isPhase('open', 30_000)
  const button = demo.page.getByRole('button', { name: /^Open the WebSocket panel/ })
  if (await button.isVisible()) await button.click()
  await demo.page.getByRole('tab', { name: tab }).click()
}

const say = async (demo: DemoPage, pane: 'react' | 'vue', text: string): Promise<void> => {
  await demo.pane(pane).getByPlaceholder('Say something').fill(text)
  await demo.pane(pane).getByRole('button', { name: 'Send' }).click()
}

/** Draws while the connection waits for a retry that is not due before the picture is made. */
async function drawWaiting(demo: DemoPage, name: string): Promise<void> {
  await demo.fault('Refuse for 10 s')
  const secondsLeft = async () => parseFloat(await demo.row('react', 'next retry'))
  while (!((await secondsLeft()) > 1.5)) await demo.page.waitForTimeout(100)
  await draw(demo.page, name)
}

async function drawTimeline(browser: Browser, url: string): Promise<void> {
  const demo = await openDemo(browser, url, 'chat')
  await demo.page.setViewportSize({ width: 1280, height: 800 })
  await openPanel(demo, 'Act')
  await say(demo, 'react', 'Hello from React')
  await demo.page.getByRole('button', { name: 'Cut', exact: true }).click()
  await demo.page.waitForTimeout(1500)
  await openPanel(demo, 'Timeline')
  await drawWaiting(demo, 'devtools')
  await demo.page.setViewportSize(PHONE)
  await drawWaiting(demo, 'devtools-phone')
  await demo.close()
}

async function drawFrames(browser: Browser, url: string): Promise<void> {
  const demo = await openDemo(browser, url, 'market')
  await demo.page.emulateMedia({ colorScheme: 'dark' })
  await demo.page.setViewportSize({ width: 1280, height: 800 })
  await openPanel(demo, 'Frames')
  await demo.page.waitForTimeout(2500)
  await demo.page.getByRole('button', { name: 'Pause' }).click()
  await demo.page.getByRole('row').filter({ hasText: '"quote"' }).nth(2).click()
  await draw(demo.page, 'devtools-dark')
  await demo.close()
}

const demo = await startDemo()
const browser = await launch()
await drawTimeline(browser, demo.url)
await drawFrames(browser, demo.url)
await browser.close()
await demo.kill()
