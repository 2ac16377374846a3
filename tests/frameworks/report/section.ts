import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const page = fileURLToPath(new URL('../../../docs/compatibility.md', import.meta.url))

const HEAD = `# Compatibility

What this package was seen to work with, and in what respect. Each section is written by the run that it names.
✓ passed, ✗ failed, – does not exist there; the footnote says why.
`

/** Renews one section of `docs/compatibility.md` and leaves the others as they are. */
export function writeSection(name: string, markdown: string): void {
  const text = existsSync(page) ? readFileSync(page, 'utf8') : HEAD
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->\n`]
  const section = `${start}\n${markdown.trim()}\n\n${end}`
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  const isThere = from >= 0 && to > from
  writeFileSync(page, isThere ? text.slice(0, from) + section + text.slice(to + end.length) : `${text.trimEnd()}\n\n${section}`)
}

export type Mark = '✓' | '✗' | { readonly why: string }

/** A table whose columns are what was tried and whose rows are what it was held to. */
export function tableOf(section: string, columns: readonly string[], rows: readonly (readonly [name: string, ...marks: Mark[]])[]): string {
  const notes: string[] = []
  const cell = (mark: string | Mark): string => {
    if (typeof mark === 'string') return mark
    if (!notes.includes(mark.why)) notes.push(mark.why)
    // Footnotes are numbered for the page, which has other sections.
    return `–[^${section}-${notes.indexOf(mark.why) + 1}]`
  }
  const lines = [['', ...columns], ['---', ...columns.map(() => ':-:')], ...rows.map((row) => row.map(cell))]
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
  return [table, notes.map((note, index) => `[^${section}-${index + 1}]: ${note}`).join('\n')].filter(Boolean).join('\n\n')
}
