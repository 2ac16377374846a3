import { median, ratioOf } from '../../performance/report/stats'

const digits = (value: number): string => (value >= 99.5 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(2))

export const middle = (values: readonly number[]): string => digits(median(values))

/** The median, with the lowest and the highest value. */
export const spread = (values: readonly number[]): string =>
  `${middle(values)} (${digits(Math.min(...values))}–${digits(Math.max(...values))})`

/** The median of the ratios of each round, with the lowest and the highest one. */
export function ratio(values: readonly number[], floors: readonly number[]): string {
  const { median: value, low, high } = ratioOf(values, floors)
  return `${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`
}

/** @param columns The first one is text. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const align = columns.map((_, index) => (index === 0 ? '---' : '---:'))
  return [columns, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
