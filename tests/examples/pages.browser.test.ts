import type { Browser } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { launch } from '../demo/demo-browser'

let browser: Browser
let server: ViteDevServer | undefined

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())
afterEach(() => server?.close())

/** Does the same as `npx vite examples/react`, on a free port. */
const serve = async (example: string): Promise<string> => {
  const root = `examples/${example}`
  server = await createServer({ root, configFile: `${root}/vite.config.ts`, server: { port: 0 }, logLevel: 'error' })
  await server.listen()
  return server.resolvedUrls?.local[0] ?? ''
}

it.each(['react', 'vue'])('runs the %s example with the command in its first line', async (example) => {
  const page = await browser.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    // The browser requests an icon automatically.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) problems.push(message.text())
  })
  await page.goto(await serve(example))
  const isOpen = page.getByText('open', { exact: true })
  // On failure, report the problems of the page first.
  await isOpen.waitFor().catch(() => expect(problems).toEqual([]))
  await page.getByLabel('Message').fill('hello')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('listitem').getByText('HELLO').waitFor()
  expect(problems).toEqual([])
  await page.close()
})
