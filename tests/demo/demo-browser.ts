import { chromium, type Browser, type Locator, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { chromiumPath } from '../../scripts/require-chromium'

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    chromiumSandbox: false,
    args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1', '--disable-quic', '--disable-gpu'],
  })

export type PaneName = 'react' | 'vue'
export const PANES = ['react', 'vue'] as const

export interface DemoPage {
  readonly page: Page
  /** Errors and warnings in the browser console, without the browser's own messages about a broken network. */
  readonly problems: string[]
  pane(name: PaneName): Locator
  /** The value with this label in the status of the pane. */
  cell(name: PaneName, label: string): Locator
  /** Its text. */
  row(name: PaneName, label: string): Promise<string>
  received(name: PaneName): Promise<number>
  renders(name: PaneName): Promise<number>
  isPhase(phase: string, timeoutMs?: number): Promise<void>
  hasSockets(count: number): Promise<void>
  fault(name: string): Promise<void>
  close(): Promise<void>
}

const isNetworkNoise = (text: string): boolean =>
  /^WebSocket connection to '.*' failed/.test(text) || /^Failed to load resource: net::ERR_/.test(text)

export const toNumber = (text: string | null): number => Number((text ?? '').replaceAll(',', ''))

/** With `other`, it opens another tab of the same visitor. */
export const openDemo = async (browser: Browser, url: string, scene: string, other?: DemoPage): Promise<DemoPage> => {
  const context = other?.page.context() ?? (await browser.newContext({ viewport: { width: 1280, height: 900 } }))
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isNetworkNoise(message.text())) problems.push(message.text())
  })
  await page.goto(`${url}#${scene}`)

  const pane = (name: PaneName): Locator => page.locator(`#${name}`)
  const cell = (name: PaneName, label: string): Locator =>
    pane(name).locator('.status dl > div', { hasText: label }).locator('dd')
  const row = async (name: PaneName, label: string): Promise<string> => (await cell(name, label).textContent()) ?? ''

  return {
    page,
    problems,
    pane,
    cell,
    row,
    received: async (name) => toNumber(await row(name, 'received')),
    renders: async (name) => toNumber(await page.locator(`#${name}-renders`).textContent()),
    isPhase: async (phase, timeoutMs = 10_000) => {
      for (const name of PANES) await pane(name).locator(`.phase[data-phase="${phase}"]`).waitFor({ timeout: timeoutMs })
    },
    hasSockets: (count) =>
      expect.poll(() => page.locator('#sockets').textContent(), { timeout: 5000 }).toBe(String(count)),
    fault: (name) => page.getByRole('button', { name, exact: true }).click(),
    close: async () => {
      await page.close()
      if (context.pages().length === 0) await context.close()
    },
  }
}
