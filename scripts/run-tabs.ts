import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { BROWSER_NAMES, type BrowserName } from '../tests/faults/browsers/engines/browser'
import { requireParts } from '../tests/faults/browsers/engines/required'
import { pageOf } from '../tests/tabs/browser/report/table'
import { startChromium } from '../tests/tabs/browser/support/chromium'
import type { FaultResult, FaultRow } from '../tests/tabs/browser/support/fault'
import { rowsOf, runFault } from '../tests/tabs/browser/support/faults'
import { startFirefox } from '../tests/tabs/browser/support/firefox'
import { startSite, type Site } from '../tests/tabs/browser/support/site'
import type { Mode } from '../tests/tabs/browser/support/tab-page'
import type { TabsBrowser } from '../tests/tabs/browser/support/tabs-browser'
import { startWebKit } from '../tests/tabs/browser/support/webkit'
import { startInspectedWebKit } from '../tests/tabs/browser/support/webkit-inspected'

// Runs the faults of tabs in all browsers in parallel, and writes `docs/evidence/tabs.md`. `-- firefox crash` runs only the rows
// with `crash` in their names, in Firefox, and does not write the page.

type Start = () => Promise<TabsBrowser>

const START: Readonly<Record<BrowserName, (row: FaultRow) => Start>> = {
  chromium: () => startChromium,
  firefox: () => startFirefox,
  // A crash ends the session of the driver with all its tabs.
  webkit: ({ needs }) => (needs?.includes('crash') ? startInspectedWebKit : startWebKit),
}
const MODES: readonly Mode[] = ['shared', 'leader', 'dedicated', 'local']
/** Of one row. A driver that does not answer must not stop the run. */
const ROW_TIMEOUT_MS = 150_000

const words = process.argv.slice(2)
const isEngine = (word: string): word is BrowserName => (BROWSER_NAMES as readonly string[]).includes(word)
const engines = words.some(isEngine) ? words.filter(isEngine) : BROWSER_NAMES
const parts = words.filter((word) => !isEngine(word))

let failed = 0
const fail = (what: string) => {
  failed++
  console.log(`FAIL  ${what}`)
}
const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

async function runEngine(name: BrowserName, site: Site): Promise<FaultResult[]> {
  const results: FaultResult[] = []
  const browsers = new Map<Start, TabsBrowser>()
  try {
    for (const mode of MODES)
      for (const row of rowsOf(mode).filter((each) => parts.every((part) => `${mode}: ${each.name}`.includes(part)))) {
        const start = START[name](row)
        const browser = browsers.get(start) ?? (await start())
        browsers.set(start, browser)
        const startedAt = performance.now()
        const result = await inTime(runFault(row, browser, site, mode), { row: row.name, mode, engine: browser.engine })
        results.push(result)
        const line = `${browser.engine}: ${mode}: ${[row.name, ...result.notes].join('; ')}`
        if (result.outcome === 'failed') {
          fail(line)
          // Its tabs and its driver may be in any state.
          browsers.delete(start)
          await browser.close().catch(() => {})
        } else console.log(`${result.outcome === 'passed' ? '✓' : '–'}  ${line} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
      }
  } catch (error) {
    fail(`${name}: ${textOf(error)}`)
  }
  for (const browser of browsers.values()) await browser.close().catch(() => {})
  return results
}

async function inTime(run: Promise<FaultResult>, about: Pick<FaultResult, 'row' | 'mode' | 'engine'>): Promise<FaultResult> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<FaultResult>((resolve) => {
    timer = setTimeout(() => resolve({ ...about, outcome: 'failed', notes: [`did not end within ${ROW_TIMEOUT_MS / 1000} s`] }), ROW_TIMEOUT_MS)
  })
  return Promise.race([run, late]).finally(() => clearTimeout(timer))
}

let results: FaultResult[] = []
try {
  requireParts()
  const site = await startSite()
  results = (await Promise.all(engines.map((name) => runEngine(name, site)))).flat()
  await site.close()
  if (words.length === 0) writeFileSync(fileURLToPath(new URL('../docs/evidence/tabs.md', import.meta.url)), pageOf(results))
} catch (error) {
  fail(textOf(error))
}

console.log(`${results.filter(({ outcome }) => outcome === 'passed').length} passed, ${failed} failed`)
// A driver may still hold a connection.
process.exit(failed === 0 ? 0 : 1)
