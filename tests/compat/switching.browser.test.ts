import { rmSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { pack, type Packed } from '../../scripts/pack'
import { launch } from '../demo/demo-browser'
import { serveScript } from '../soak/chromium/serve-page'
import { startChatServer, type ChatServer } from './switching/chat-server'
import { APPLICATIONS, bundleOf, VARIANTS } from './switching/variants'

const LINKED = ['react', 'react-dom', 'scheduler', 'react-use-websocket', 'vue', '@vue', '@vueuse']

let packed: Packed
let browser: Browser

beforeAll(async () => {
  packed = pack(LINKED)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  if (packed) rmSync(packed.folder, { recursive: true, force: true })
})

async function open(script: string): Promise<{ page: Page; chat: ChatServer; problems: string[] }> {
  const chat = await startChatServer()
  onTestFinished(() => chat.kill())
  const page = await browser.newPage()
  onTestFinished(() => page.close())
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('WebSocket connection to')) problems.push(message.text())
  })
  const served = await serveScript(script)
  onTestFinished(served.close)
  await page.goto(`${served.url}?server=${encodeURIComponent(chat.url)}`)
  return { page, chat, problems }
}

describe.each(APPLICATIONS)('an application with $name', (application) => {
  it.each(VARIANTS)('recovers when its server is killed and started again: %s', async (variant) => {
    const { page, chat, problems } = await open(await bundleOf(application, variant, packed))
    const isState = (state: string) => page.locator('#state', { hasText: new RegExp(`^${state}$`) }).waitFor({ timeout: 15_000 })
    const say = async (text: string) => {
      await page.locator('input').fill(text)
      await page.locator('input').press('Enter')
    }
    const texts = (id: string) => page.locator(`#${id} li`).allTextContents()

    await isState('open')
    await say('one')
    await expect.poll(() => texts('first'), { timeout: 5000 }).toEqual(['one'])
    expect(await texts('second')).toEqual(['one'])
    const before = await chat.seen()
    expect(before.open).toBe(1)

    await chat.kill()
    await page.locator('#state').filter({ hasNotText: 'open' }).waitFor({ timeout: 15_000 })
    await say('two')
    await new Promise((resolve) => setTimeout(resolve, 1000))
    await chat.start()
    await isState('open')
    await expect.poll(() => texts('first'), { timeout: 5000 }).toEqual(['one', 'two'])
    await say('three')
    await expect.poll(() => texts('second'), { timeout: 5000 }).toEqual(['one', 'two', 'three'])
    const { said, open: sockets } = await chat.seen()
    expect({ said, sockets }).toEqual({ said: ['two', 'three'], sockets: 1 })
    expect(problems).toEqual([])
  })
})
