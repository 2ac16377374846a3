import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ENGINES, reasonNotIn, ROWS, type Engine, type Row } from '../rows'
import { outcomeOf, readResults, ROW_NUMBERS, type EngineResult } from './results'

const file = fileURLToPath(new URL('../../../docs/reliability.md', import.meta.url))

const HEAD = `# Reliability

What goes wrong between a client and a server, what a connection of this package does about it, and where that was seen.
Each row is one or more tests in \`tests/faults/rows\`, the same in every column, against servers
that misbehave on raw TCP, processes that are killed with \`kill -9\`, and a proxy that stops reading and writing. This
page is written by the run itself:

- \`npm run test:faults\` renews the columns of Node,
- \`npm run test:browsers\` renews those of the browsers.

✓ passed, ✗ failed, – does not exist there; the footnote says why.
`

const TAIL = `
## Many clients at once

A server that comes back after 30 s, and who dials it when: [more on that](herd.md).

![Arrivals over time of seven reconnect policies](figures/herd.svg)
`

/** Writes `docs/reliability.md` from the results that are kept. Nothing in it changes from run to run by itself. */
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
