import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launch } from '../demo/demo-browser'
import { startServer, type TestServer } from '../support/ws-server'
import { BUNDLER_NAMES, BUNDLERS, BUNDLING } from './bundlers'
import { install, run } from './kit/install'
import { serveFolder, type Site } from './kit/site'

let browser: Browser
let server: TestServer
let folder: Promise<string>

beforeAll(async () => {
  browser = await launch()
  server = await startServer({ onMessage: (message) => server.broadcast(message.toString().toUpperCase()) })
  folder = install('tabs', inject('tarball'))
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const untilNoSockets = () => expect.poll(() => server.alive, { timeout: 20_000 }).toBe(0)

it('the types of the page and of the worker are right', async () => {
  await run(await folder, 'npm', ['run', 'types'])
}, 300_000)

describe.each(BUNDLER_NAMES)('%s', (name) => {
  const problems: string[] = []
  let built: Promise<unknown> | undefined
  let site: Promise<Site> | undefined

  const build = () => (built ??= folder.then((installed) => run(installed, 'npm', ['run', BUNDLERS[name].script])))
  const output = async () => join(await folder, 'dist', name)
  const serve = () => (site ??= build().then(output).then(serveFolder))

  /** Opens tabs of one browser profile, calls `use`, and waits until their sockets are closed. */
  async function withTabs(path: string, count: number, use: (tabs: readonly Page[]) => Promise<void>): Promise<void> {
    const { url } = await serve()
    const context = await browser.newContext()
    context.on('page', (page) => void page.on('pageerror', (error) => problems.push(String(error))))
    const tabs = await Promise.all(Array.from({ length: count }, () => context.newPage()))
    await Promise.all(tabs.map((tab) => tab.goto(`${url}/${path}?socket=${encodeURIComponent(server.url)}`)))
    await Promise.all(tabs.map((tab) => tab.getByText('open', { exact: true }).waitFor()))
    await use(tabs)
    expect(problems).toEqual([])
    await context.close()
    await untilNoSockets()
  }

  afterAll(async () => (await site)?.stop())

  it(BUNDLING.build, async () => {
    await build()
    expect(await readdir(await output())).toEqual(expect.arrayContaining(['index.html', 'dedicated.html']))
  }, 300_000)

  it(BUNDLING.worker, () =>
    withTabs('dedicated.html', 1, async ([tab]) => {
      const [worker] = tab!.workers()
      // A worker that is not a module imports its chunks with `importScripts`.
      const chunks = await worker!.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name))
      const codeOf = async (urls: readonly string[]) => {
        const scripts = urls.filter((url) => new URL(url).pathname.endsWith('.js'))
        return (await Promise.all(scripts.map(async (url) => readFile(join(await output(), new URL(url).pathname), 'utf8')))).join('\n')
      }
      const inWorker = await codeOf([worker!.url(), ...chunks])
      const inPage = await codeOf(await tab!.evaluate(() => Array.from(document.scripts, (script) => script.src)))
      const isServing = (code: string) => code.includes('onconnect')
      const hasReact = (code: string) => code.includes('react.transitional.element')
      expect({ serving: isServing(inWorker), react: hasReact(inWorker) }).toEqual({ serving: true, react: false })
      expect(isServing(inPage)).toBe(false)
    }))

  it(BUNDLING.shared, () => {
    const before = server.opened
    return withTabs('index.html', 3, async (tabs) => {
      await tabs[0]!.getByRole('button', { name: 'Say hello' }).click()
      for (const tab of tabs) await tab.getByText('HELLO', { exact: true }).waitFor()
      expect(server.opened - before).toBe(1)
    })
  })

  it(BUNDLING.dedicated, () => {
    const before = server.opened
    return withTabs('dedicated.html', 2, async (tabs) => {
      await tabs[0]!.getByRole('button', { name: 'Say hello' }).click()
      for (const tab of tabs) await tab.getByText('HELLO', { exact: true }).waitFor()
      expect(server.opened - before).toBe(2)
    })
  })
})
