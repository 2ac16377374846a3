import { fileURLToPath } from 'node:url'
import { writeSection } from '../../../scripts/document-section'
import { tableOf, type Mark } from '../../../scripts/document-table'
import { versionIn } from '../kit/install'
import { COLUMN_NAMES, COLUMNS, ITEM_NAMES, ITEMS, type Column, type ColumnName, type Item } from '../items'

const file = fileURLToPath(new URL('../../../docs/compatibility.md', import.meta.url))

/** Whether it passed, by the name of the column and of the test. */
export type Outcomes = Map<ColumnName, ReadonlyMap<string, boolean>>

const INTRODUCTION = `## Frameworks

Applications of [\`examples/\`](../examples/README.md), each installed with the packed package, built for production and looked
at in Chromium, against a server that is killed. \`npm run test:frameworks\` renews the table; [frameworks](frameworks.md) says
what to write.`

/** What a column says about an item; a test that did not run counts as failed. */
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
    return title // it could not be installed
  }
}

export function writeFrameworks(outcomes: Outcomes): void {
  const rows = ITEM_NAMES.map((item): readonly [string, ...Mark[]] => [
    ITEMS[item],
    ...COLUMN_NAMES.map((name) => markOf(name, item, outcomes)),
  ])
  writeSection(file, 'frameworks', `${INTRODUCTION}\n\n${tableOf('frameworks', COLUMN_NAMES.map(titleOf), rows)}`)
}
