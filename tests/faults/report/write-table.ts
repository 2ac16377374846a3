import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ENGINES, reasonNotIn, ROWS, type Engine, type Row } from '../rows'
import { outcomeOf, readResults, ROW_NUMBERS, type EngineResult } from './results'

const file = fileURLToPath(new URL('../../../docs/evidence/reliability.md', import.meta.url))

const HEAD = `# Reliability

This page lists faults between a client and a server, the expected behaviour of a connection, and the engines in which it was tested.
Each row is one or more tests in \`tests/faults/rows\`. The tests are the same in every column. They use servers that send invalid
data over raw TCP, processes that are killed with \`kill -9\`, and a proxy that stops reading and writing. The test runs write this page:

- \`npm run test:faults\` updates the columns of Node,
- \`npm run test:browsers\` updates the columns of the browsers.

✓ passed, ✗ failed, – not applicable; the footnote says why.
`

const TAIL = `
## Many clients at once

When clients reconnect to a server that is available again after 30 s. [Details](herd.md).

![Arrivals over time of seven reconnect policies](figures/herd.svg)
`

/** Writes `docs/evidence/reliability.md` from the stored results. The output depends only on the results, so a run without changes does not change the file. */
export function writeTable(): void {
  const results = readResults()
  const columns = ENGINES.flatMap((engine) => (results[engine] ? [[engine, results[engine]] as const] : []))
  const notes: string[] = []
  const noteFor = (note: string) => {
    if (!notes.includes(note)) notes.push(note)
    return `[^${notes.indexOf(note) + 1}]`
  }
  const cell = (row: (typeof ROW_NUMBERS)[number], engine: Engine, result: EngineResult) => {
    const outcome = outcomeOf(row, engine, result)
    if (outcome === 'not applicable') return `–${noteFor(reasonNotIn(engine, row)!)}`
    return outcome === 'passed' ? '✓' : '✗'
  }
  const lines = ROW_NUMBERS.map((row) => {
    const { fault, expected, note } = ROWS[row] as Row
    return [row, fault, expected + (note ? noteFor(note) : ''), ...columns.map(([engine, result]) => cell(row, engine, result))]
  })
  const heads = ['#', 'fault', 'expected', ...columns.map(([, { title }]) => title)]
  const rules = ['--:', '---', '---', ...columns.map(() => ':-:')]
  const table = [heads, rules, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
  const footnotes = notes.map((note, index) => `[^${index + 1}]: ${note}`).join('\n')
  writeFileSync(file, `${HEAD}\n${table}\n${TAIL}${footnotes && `\n${footnotes}\n`}`)
}
