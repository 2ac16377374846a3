export type Mark = '✓' | '✗' | { readonly why: string }

/** A Markdown table. Its columns are the tested items and its rows are the requirements. */
export function tableOf(section: string, columns: readonly string[], rows: readonly (readonly [name: string, ...marks: Mark[]])[]): string {
  const notes: string[] = []
  const cell = (mark: string | Mark): string => {
    if (typeof mark === 'string') return mark
    if (!notes.includes(mark.why)) notes.push(mark.why)
    // Footnote names must be unique on the page, so they include the name of the section.
    return `–[^${section}-${notes.indexOf(mark.why) + 1}]`
  }
  const lines = [['', ...columns], ['---', ...columns.map(() => ':-:')], ...rows.map((row) => row.map(cell))]
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
  return [table, notes.map((note, index) => `[^${section}-${index + 1}]: ${note}`).join('\n')].filter(Boolean).join('\n\n')
}
