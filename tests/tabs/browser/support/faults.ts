import { startFeed } from './feed-server'
import { CHANNELS, NotPossible, type FaultResult, type FaultRow } from './fault'
import { ROWS } from './rows'
import { countSilentLeaders } from './silent-leaders'
import type { Site } from './site'
import { faultsOf, openTabPage, type Mode, type TabPage } from './tab-page'
import type { TabsBrowser } from './tabs-browser'
import { waitFor } from './wait-for'

let lastName = 0

/** Runs one row in its own worker or election. Then checks all tabs, closes them, and checks that no socket remains. */
export async function runFault({ name, needs = [], run }: FaultRow, browser: TabsBrowser, site: Site, mode: Mode): Promise<FaultResult> {
  const notes: string[] = []
  const result = (outcome: FaultResult['outcome']): FaultResult => ({ row: name, mode, engine: browser.engine, outcome, notes })
  const feed = await startFeed()
  const pages = new Set<TabPage>()
  const open = async () => {
    const page = await openTabPage(browser, { site: site.url, feed: feed.url, mode, name: own, channels: CHANNELS })
    pages.add(page)
    const missing = needs.find((member) => !page.tab[member])
    if (missing) throw new NotPossible(`${browser.engine} cannot ${missing} a tab`)
    await page.ready()
    return page
  }
  const own = `row-${++lastName}-${Date.now()}`
  const untilSockets = async (count: number) => void (await waitFor(`${count} sockets`, () => feed.alive, (alive) => alive === count))
  try {
    await run({
      mode,
      site,
      feed,
      open,
      async openAll(count) {
        const opened: TabPage[] = []
        while (opened.length < count) opened.push(await open())
        return opened
      },
      gone: (page) => void pages.delete(page),
      untilSockets,
      async publishTo(receivers, count = 1) {
        for (let i = 0; i < count; i++) for (const key of CHANNELS) feed.publish(key)
        for (const page of receivers) await page.untilHas(feed.lastOf(CHANNELS[0]!))
      },
      async expectNoGap(receivers) {
        for (const page of receivers) {
          const logs = Object.values((await page.report()).channels).map(({ log }) => log)
          if (logs.flat().includes('gap')) throw new Error(`a gap in ${JSON.stringify(logs)}`)
        }
      },
      async expectSockets(handovers) {
        const reports = await Promise.all([...pages].map((page) => page.report()))
        const silent = Math.max(0, ...reports.map(({ election }) => countSilentLeaders(election)))
        if (silent > 0) notes.push(`${silent} × another leader, because the first one did not answer in time`)
        // Firefox closes the sockets of a page that leaves before the page hears of it, so that a leader opens one more.
        const most = mode === 'leader' ? 1 + 2 * handovers + silent : 1
        if (feed.opened <= most) return
        const closes = feed.closes.map(({ code, reason }) => `${code} ${reason}`).join(', ')
        throw new Error(`${feed.opened} sockets were opened, and ${most} are enough; closed with ${closes}; ${JSON.stringify(reports.map(({ events, election }) => ({ events, election })))}`)
      },
      note: (text) => void notes.push(text),
    })
    for (const page of pages) await check(page)
    for (const page of pages) await page.tab.close()
    pages.clear()
    await untilSockets(0)
    return result('passed')
  } catch (error) {
    notes.push(error instanceof Error ? error.message : String(error))
    return result(error instanceof NotPossible ? 'not possible' : 'failed')
  } finally {
    for (const page of pages) await page.tab.close().catch(() => {})
    await feed.stop()
  }
}

async function check(page: TabPage): Promise<void> {
  const { channels, problems } = await page.report()
  const faults = Object.entries(channels).flatMap(([key, { log }]) => faultsOf(log).map((fault) => `channel ${key}: ${fault}`))
  if (faults.length + problems.length > 0) throw new Error([...faults, ...problems].join('; '))
}

/** The rows that exist for a mode. */
export const rowsOf = (mode: Mode): readonly FaultRow[] => ROWS.filter(({ modes }) => modes.includes(mode))
