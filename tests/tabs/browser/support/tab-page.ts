import { waitFor } from './wait-for'
import type { LogEntry } from './page/log'
import type { Report } from './page/page'
import type { Tab, TabsBrowser } from './tabs-browser'

export type Mode = 'shared' | 'dedicated' | 'leader' | 'local'

export interface PageAddress {
  /** Origin of the pages, with a slash at the end. */
  readonly site: string
  /** Url of the feed server. */
  readonly feed: string
  readonly mode: Mode
  /** Of the worker or the election. */
  readonly name: string
  readonly channels: readonly string[]
}

/** A tab that shows the page of `support/page`. */
export interface TabPage {
  readonly tab: Tab
  /** Absent from the report: the page does not answer. */
  report(): Promise<Report>
  /** Waits until the report is as expected. */
  until(what: string, isExpected: (report: Report) => boolean, timeoutMs?: number): Promise<Report>
  /** Waits until the connection is open and all channels are subscribed. */
  ready(): Promise<Report>
  /** Waits until the page has this message of each of its channels. */
  untilHas(n: number, timeoutMs?: number): Promise<Report>
  call(method: string, ...values: readonly unknown[]): Promise<unknown>
}

const lastOf = (log: readonly LogEntry[]): number => {
  const last = log.findLast((entry) => typeof entry === 'object')
  return typeof last === 'object' ? last[1] : 0
}

export async function openTabPage(browser: TabsBrowser, { site, feed, mode, name, channels }: PageAddress): Promise<TabPage> {
  const query = new URLSearchParams({ mode, feed, name, channels: channels.join(',') })
  return tabPageOf(await browser.openTab(`${site}?${query}`))
}

export function tabPageOf(tab: Tab): TabPage {
  const report = async () => (await tab.evaluate('window.tab.report()')) as Report
  const page: TabPage = {
    tab,
    report,
    until: (what, isExpected, timeoutMs) => waitFor(what, report, isExpected, timeoutMs),
    ready: () =>
      page.until('an open connection', ({ phase, channels }) => phase === 'open' && Object.values(channels).every(({ status }) => status === 'subscribed')),
    untilHas: (n, timeoutMs) => page.until(`message ${n}`, ({ channels }) => Object.values(channels).every(({ log }) => lastOf(log) >= n), timeoutMs),
    call: (method, ...values) => tab.evaluate(`window.tab.${method}(${values.map((value) => JSON.stringify(value)).join(', ')})`),
  }
  return page
}

/** What is wrong with a log: a message that came twice, too early, or not at all. A verdict of `gap` or `fresh` announces a hole. */
export function faultsOf(log: readonly LogEntry[]): string[] {
  const faults: string[] = []
  let last: number | null = null
  let isAnnounced = true
  for (const entry of log) {
    if (typeof entry === 'string') isAnnounced ||= entry !== 'resumed'
    else {
      if (last !== null && entry[0] <= last) faults.push(`${entry[0]} after ${last}`)
      else if (last !== null && entry[0] !== last + 1 && !isAnnounced) faults.push(`${last + 1} to ${entry[0] - 1} are missing`)
      last = entry[1]
      isAnnounced = false
    }
  }
  return faults
}
