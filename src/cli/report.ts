import type { Migration } from './migrate'
import type { Place } from './work'

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`

/** The text that the command prints. `nameOf` shortens the paths. */
export const reportOf = ({ results, failures, filesRead, filesTooLarge }: Migration, nameOf: (path: string) => string, isDryRun: boolean): string => {
  const changed = results.filter(({ changes }) => changes.length > 0)
  const rewritten = changed.reduce((sum, { changes }) => sum + changes.length, 0)
  const notes = results.flatMap(({ path, notes }) => notes.map((note) => ({ path, ...note })))

  // A dry run leaves the files as they are, so it shows the lines of now.
  const lineOf = ({ line, lineBefore }: Place) => (isDryRun ? lineBefore : line)
  const lines: string[] = []
  for (const { path, changes } of changed) {
    lines.push(nameOf(path), ...changes.map(({ from, to, ...place }) => `  ${lineOf(place)}: ${from} -> ${to}`), '')
  }
  if (notes.length > 0) lines.push('Needs a hand:', '')
  for (const { path, reason, remedy, ...place } of notes) lines.push(`${nameOf(path)}:${lineOf(place)}`, `  ${reason}`, `  ${remedy}`, '')
  if (failures.length > 0) lines.push('Errors:', '')
  for (const { path, text } of failures) lines.push(nameOf(path), `  ${text}`, '')

  const verb = isDryRun ? 'would change' : 'changed'
  lines.push(`${count(filesRead, 'file')} read, ${count(changed.length, 'file')} ${verb}, ${count(rewritten, 'import')} ${isDryRun ? 'to rewrite' : 'rewritten'}.`)
  if (filesTooLarge > 0) lines.push(`${count(filesTooLarge, 'file')} skipped because of a size of more than 1 MB.`)
  if (notes.length > 0) lines.push(`${count(notes.length, 'place needs', 'places need')} a hand: see the list above.`)
  if (failures.length > 0) lines.push(`${count(failures.length, 'error')}: see above.`)
  return `${lines.join('\n')}\n`
}
