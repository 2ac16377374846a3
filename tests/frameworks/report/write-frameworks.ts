import { fileURLToPath } from 'node:url'
import { writeSection } from '../../../scripts/document-section'
import { tableOf, type Mark } from '../../../scripts/document-table'
import { versionIn } from '../kit/install'
import { COLUMN_NAMES, COLUMNS, ITEM_NAMES, ITEMS, type Column, type ColumnName, type Item } from '../items'

const file = fileURLToPath(new URL('../../../docs/evidence/compatibility.md', import.meta.url))

/** Whether each test passed, keyed by column and by test name. */
export type Outcomes = Map<ColumnName, ReadonlyMap<string, boolean>>

const INTRODUCTION = `## Frameworks

Applications of [\`examples/\`](../../examples/README.md). Each is installed with the packed package, built for production and tested in
Chromium, with a server that is killed during the test. \`npm run test:frameworks\` updates the table. [Frameworks](../guides/frameworks.md)
explains how to use the library in each of them.`

/** The mark of an item in a column. A test that did not run counts as failed. */
export function markOf(name: ColumnName, item: Item, outcomes: Outcomes): Mark {
  const why = (COLUMNS[name] as Column).without?.[item]
  if (why) return { why }
  return outcomes.get(name)?.get(ITEMS[item]) ? '✓' : '✗'
}

function titleOf(name: ColumnName): string {
  const { title, from } = COLUMNS[name]
  try {
    return `${title} ${versionIn(name, from)}`
  } catch {
    return title // The application could not be installed, so its version is unknown.
  }
}

export function writeFrameworks(outcomes: Outcomes): void {
  const rows = ITEM_NAMES.map((item): readonly [string, ...Mark[]] => [
    ITEMS[item],
    ...COLUMN_NAMES.map((name) => markOf(name, item, outcomes)),
  ])
  writeSection(file, 'frameworks', `${INTRODUCTION}\n\n${tableOf('frameworks', COLUMN_NAMES.map(titleOf), rows)}`)
}
