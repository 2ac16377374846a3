import { build } from 'esbuild'
import type { Browser, Page, WebSocketRoute } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { launch } from '../demo/demo-browser'
import { root } from './support/code-blocks'
import { runBlock } from './support/run-block'

const APP = `
  import { createRoot } from 'react-dom/client'
  import { createElement } from 'react'
  import { json } from 'websocket-store'
  import { useWebSocket } from 'websocket-store/react'
  const codec = json()
  function Price() {
    const { data, phase } = useWebSocket('wss://example.org/feed', { codec, reconnect: { delay: () => 10 } })
    return createElement('p', null, phase + ' ' + (data?.price ?? 'no price yet'))
  }
  createRoot(document.body).render(createElement(Price))
`

let browser: Browser
let script: string

beforeAll(async () => {
  browser = await launch()
  const entry = (name: string) => `${root}src/${name}/index.ts`
  const { outputFiles } = await build({
    stdin: { contents: APP, resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: { 'websocket-store': entry('core'), 'websocket-store/react': entry('react') },
  })
  script = outputFiles[0]!.text
})
afterAll(() => browser?.close())

it('the route of the page feeds the hook, which reconnects after a close of the route', async () => {
  const { routeFeed } = await runBlock<{ routeFeed(page: Page): Promise<readonly WebSocketRoute[]> }>(
    'docs/guides/testing.md',
    'export async function routeFeed',
    'wss://example.org/feed',
  )
  const page = await browser.newPage()
  onTestFinished(() => page.close())
  const sockets = await routeFeed(page)
  await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: '<body></body>' }))
  await page.goto('http://localhost/')
  await page.addScriptTag({ content: script })
  await page.getByText('open 42').waitFor()
  await sockets.at(-1)!.close({ code: 1012 })
  await expect.poll(() => sockets.length).toBe(2)
  await page.getByText('open 42').waitFor()
})
