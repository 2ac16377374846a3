import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest'
import { launch } from '../../demo/demo-browser'
import { startServer, type TestServer } from '../../support/ws-server'
import { ITEMS } from '../items'
import { install } from './install'
import type { Site } from './site'
import { visit, visitBeside, type Visit } from './visit'

/** How to build and serve one application. Both functions get the folder of the installed application. */
export interface Application {
  readonly example: string
  /** The install folder, for an example that another test also installs. @default the example's name */
  readonly name?: string
  /** The path of the tested page. @default '/' */
  readonly path?: string
  /** The HTML from the server contains the components. @default false */
  readonly isServerRendered?: boolean
  /** Tabs of one browser share the connection. @default false */
  readonly isSharedByTabs?: boolean
  build(folder: string, socketUrl: string): Promise<unknown>
  serve(folder: string, socketUrl: string): Promise<Site>
  /** Starts the development server. */
  develop?(folder: string, socketUrl: string): Promise<Site>
}

/** The default of `lingerMs`. */
const LINGER_MS = 1000

/** For additional tests of one application, after the contract. */
export interface UnderContract {
  folder(): Promise<string>
  open(): Promise<Visit>
  /** The server that the application connects to. */
  server(): TestServer
}

export function contract(application: Application): UnderContract {
  const { example, name, path = '/', isServerRendered = false, isSharedByTabs = false } = application
  let browser: Browser
  let server: TestServer
  let built: Promise<string> | undefined
  let served: Promise<Site> | undefined
  const sites: Site[] = []
  const visits: Visit[] = []

  beforeAll(async () => {
    browser = await launch()
    server = await startServer({
      onConnection: (socket) => socket.send('welcome'),
      onMessage: (message, socket) => socket.send(message.toString().toUpperCase()),
    })
  })
  afterEach(async () => {
    for (const each of visits.splice(0)) await each.page.context().close()
    // Prevents that a test counts the sockets of the previous test's page.
    await untilNoSockets()
  })
  afterAll(async () => {
    for (const site of sites) site.stop()
    await browser?.close()
    await server?.stop()
  })

  async function build(): Promise<string> {
    const folder = await install(example, inject('tarball'), name)
    await application.build(folder, server.url)
    return folder
  }
  const keep = (site: Site): Site => {
    sites.push(site)
    return site
  }
  // Each test requests what it needs. So each test fails when that is not available.
  const folder = (): Promise<string> => (built ??= build())
  const site = (): Promise<Site> => (served ??= folder().then((installed) => application.serve(installed, server.url)).then(keep))
  const open = async (): Promise<Visit> => {
    const made = await visit(browser, (await site()).url + path)
    visits.push(made)
    return made
  }
  const openSecondTab = async (first: Visit): Promise<Visit> => {
    const made = await visitBeside(first, (await site()).url + path)
    visits.push(made)
    return made
  }
  const untilNoSockets = () => expect.poll(() => server.alive, { timeout: 10_000 }).toBe(0)

  it(ITEMS.build, () => folder(), 300_000)

  it(ITEMS.firstRender, async () => {
    const { url } = await site()
    const html = await (await fetch(url + path)).text()
    expect(html.match(/connecting/g)?.length ?? 0).toBe(isServerRendered ? 2 : 0)
    const page = await open()
    await page.shows('open')
    expect(await page.states()).toEqual(['connecting', 'connecting', 'open', 'open'])
  })

  it(ITEMS.quiet, async () => {
    const page = await open()
    await page.shows('open')
    await page.latest.getByText('welcome').waitFor()
    expect(page.problems).toEqual([])
    await page.page.screenshot({ path: `${await folder()}/page.png` })
  })

  it(ITEMS.dials, async () => {
    const before = server.requests.length
    const { url } = await site()
    for (let request = 0; request < 3; request++) expect((await fetch(url + path)).status).toBe(200)
    const page = await open()
    await page.latest.getByText('welcome').waitFor()
    expect(server.requests.length - before).toBe(1)
  })

  it(ITEMS.message, async () => {
    const page = await open()
    await page.messages.getByText('welcome').waitFor()
    server.broadcast('one')
    server.broadcast('two')
    await expect.poll(() => page.messages.allTextContents()).toEqual(['welcome', 'one', 'two'])
    await page.latest.getByText('two').waitFor()
  })

  it(ITEMS.echo, async () => {
    const page = await open()
    await page.shows('open')
    await page.say('hello')
    await page.messages.getByText('HELLO').waitFor()
  })

  it(ITEMS.shared, async () => {
    const page = await open()
    await page.shows('open')
    await page.messages.getByText('welcome').waitFor()
    await page.latest.getByText('welcome').waitFor()
    expect(server.alive).toBe(1)
  })

  it(ITEMS.recovery, async () => {
    const page = await open()
    await page.shows('open')
    await server.down()
    await page.shows('closed')
    await server.up()
    await page.shows('open')
    expect(server.alive).toBe(1)
    await page.say('again')
    await page.messages.getByText('AGAIN').waitFor()
    expect(page.problems).toEqual([])
  }, 60_000)

  it(ITEMS.linger, async () => {
    const page = await open()
    await page.shows('open')
    const before = server.opened
    const leftAt = performance.now()
    await page.leave()
    await untilNoSockets()
    expect(performance.now() - leftAt).toBeGreaterThanOrEqual(LINGER_MS)
    expect(server.closes.at(-1)?.code).toBe(1000)
    await page.join()
    await page.shows('open')
    expect(server.opened - before).toBe(1)
    expect(page.problems).toEqual([])
  })

  if (isSharedByTabs) it(ITEMS.tabs, async () => {
    const before = server.opened
    const first = await open()
    await first.shows('open')
    const second = await openSecondTab(first)
    await second.shows('open')
    server.broadcast('to all')
    for (const page of [first, second]) await page.messages.getByText('to all').waitFor()
    // A tab closes without a message to the other tabs.
    await first.page.close()
    await second.say('still here')
    await second.messages.getByText('STILL HERE').waitFor()
    expect(server.opened - before).toBe(1)
    await second.page.close()
    await untilNoSockets()
  })

  if (application.develop) it(ITEMS.development, async () => {
    const { url } = keep(await application.develop!(await folder(), server.url))
    const before = server.opened
    const page = await visit(browser, url + path)
    visits.push(page)
    await page.shows('open')
    await page.messages.getByText('welcome').waitFor()
    await page.latest.getByText('welcome').waitFor()
    expect(server.opened - before).toBe(1)
    expect(page.problems).toEqual([])
  }, 120_000)

  return { folder, open, server: () => server }
}
