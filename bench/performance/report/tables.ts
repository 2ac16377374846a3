import { nameOf, FRAMEWORKS, titleOf } from './names'
import type { Ratio } from './stats'
import { frameworkOf, type Outcome, type Summary } from './summary'

const format = (value: number): string =>
  value.toLocaleString('en', value >= 10 || Number.isInteger(value) ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 2 })

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

export const ratioText = ({ median, low, high }: Ratio): string => `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`

export interface Column {
  readonly metric: string
  readonly head: string
  /** Adds a column with the ratio to the coalesced floor. */
  readonly withRatio?: boolean
}

const cellOf = ({ medians, ratios }: Outcome, { metric, withRatio }: Column): string[] => {
  const ratio = ratios.coalesced?.[metric]
  return [format(medians[metric]!), ...(withRatio ? [ratio ? ratioText(ratio) : ''] : [])]
}

/** One table of medians per framework. */
export function tablesOf({ outcomes }: Summary, columns: readonly Column[]): string {
  const heads = columns.flatMap(({ head, withRatio }) => [head, ...(withRatio ? [`${head.replace(/, .*/, '')}, ratio to the floor`] : [])])
  return FRAMEWORKS.map((framework) => {
    const rows = Object.entries(outcomes)
      .filter(([candidate]) => frameworkOf(candidate) === framework)
      .map(([candidate, outcome]) => [nameOf(candidate), ...columns.flatMap((column) => cellOf(outcome, column))])
    return table([titleOf(framework), ...heads], rows)
  }).join('\n\n')
}

/** One metric of several summaries, one column per summary. */
export function sizesTable(summaries: readonly Summary[], metric: string): string {
  return FRAMEWORKS.map((framework) => {
    const candidates = Object.keys(summaries[0]!.outcomes).filter((candidate) => frameworkOf(candidate) === framework)
    const rows = candidates.map((candidate) => [nameOf(candidate), ...summaries.map(({ outcomes }) => format(outcomes[candidate]!.medians[metric]!))])
    return table([titleOf(framework), ...summaries.map(({ title }) => title)], rows)
  }).join('\n\n')
}

const FIGURES = 3
const MAX_FIGURES = 8

/** Uses three significant digits, or more if rounding would change whether `value` is above `most`. */
export function figureBeside(value: number, most: number): string {
  let figures = FIGURES
  while (figures < MAX_FIGURES && Number(value.toPrecision(figures)) > most !== value > most) figures++
  return value.toLocaleString('en', { maximumSignificantDigits: figures })
}

export const plainTable = (head: readonly string[], rows: Readonly<Record<string, number>>): string =>
  table(head, Object.entries(rows).map(([name, value]) => [name, format(value)]))

