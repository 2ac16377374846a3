import { tableOf, type Mark } from '../../../../scripts/document-table'
import type { FaultResult } from '../support/fault'
import type { Mode } from '../support/tab-page'

const TITLES: Readonly<Record<Mode, string>> = {
  shared: 'Shared worker',
  leader: 'One tab leads, without a shared worker',
  dedicated: 'Dedicated worker',
  local: 'No worker',
}

const HEAD = `# Tabs

What happens to tabs and to their common socket when a tab ends, sleeps or returns. \`npm run test:tabs\` writes this page. It drives real
browsers, in which several tabs use the same profile. The server numbers the messages of four channels. In each row, every tab receives
each message once and in order, or the channel reports a gap. At the end of each row all tabs are closed, and no socket remains.

Firefox and WebKit do not freeze tabs on command, so their row with all faults has no frozen tab. In WebKit it has no crash either,
because a crash ends the session of the driver; the row with the crash runs without the driver.

✓ passed, ✗ failed, – not applicable; the footnote says why.
`

/** The page `docs/evidence/tabs.md`. It depends only on the results, so that a run without changes does not change the file. */
export function pageOf(results: readonly FaultResult[]): string {
  const engines = [...new Set(results.map(({ engine }) => engine))]
  const modes = [...new Set(results.map(({ mode }) => mode))]
  const sections = modes.map((mode) => {
    const ofMode = results.filter((result) => result.mode === mode)
    const rows = [...new Set(ofMode.map(({ row }) => row))].map((row): [string, ...Mark[]] => {
      const marks = engines.map((engine) => markOf(ofMode.find((result) => result.row === row && result.engine === engine)))
      return [row, ...marks]
    })
    return `## ${TITLES[mode]}\n\n${tableOf(mode, engines, rows)}`
  })
  return `${HEAD}\n${[...sections, cacheSection(engines, modes, results)].join('\n\n')}\n`
}

const CACHE = `## The back-forward cache

Whether the browser restored a page that the user returned to, or loaded it again. A page that is loaded again starts its channels again.

- Chromium 150 did not restore the only page of a shared worker. Chromium 156 does.
- Firefox caches no page that holds or requests a lock (Web Locks), and a page with a worker holds one as a proof of life. In these rows
  it loads a page without a worker again, too.
- WebKit and Chromium 156 do not close the socket of a shared worker while the only page is in the cache: the worker is suspended with
  the page. The socket stays open until the page returns, or until the server closes it.
`

function cacheSection(engines: readonly string[], modes: readonly Mode[], results: readonly FaultResult[]): string {
  const cell = (mode: Mode, engine: string) => {
    const notes = results.flatMap((result) => (result.mode === mode && result.engine === engine ? result.notes : []))
    if (notes.includes('restored')) return 'restored'
    return notes.some((note) => note.startsWith('loaded again')) ? 'loaded again' : ''
  }
  const lines = [['', ...engines], ['---', ...engines.map(() => ':-:')], ...modes.map((mode) => [TITLES[mode], ...engines.map((engine) => cell(mode, engine))])]
  return `${CACHE}\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`
}

/** A row that did not run counts as failed. */
function markOf(result: FaultResult | undefined): Mark {
  if (result?.outcome === 'not possible') return { why: `${result.notes.join('; ')}.` }
  return result?.outcome === 'passed' ? '✓' : '✗'
}
