import type { Migration } from './migrate'
import type { Note, Place } from './work'

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`

/** The text that the command prints. `nameOf` shortens the paths. */
export const reportOf = (migration: Migration, nameOf: (path: string) => string, isDryRun: boolean): string => {
  const { results, failures, filesRead, filesTooLarge } = migration
  // A dry run leaves the files as they are, so it shows the current lines.
  const lineOf = ({ line, lineBefore }: Place) => (isDryRun ? lineBefore : line)
  const changed = results.filter(({ changes }) => changes.length > 0)
  const rewritten = changed.reduce((sum, { changes }) => sum + changes.length, 0)
  const groups = groupsOf(migration, lineOf)
  const places = groups.reduce((sum, { lines }) => sum + lines.size, 0)

  const text: string[] = []
  for (const { path, changes } of changed) {
    text.push(nameOf(path), ...changes.map(({ from, to, ...place }) => `  ${lineOf(place)}: ${from} -> ${to}`), '')
  }
  if (groups.length > 0) text.push('Needs a hand:', '')
  for (const { path, note, lines } of groups) {
    const [first, ...others] = lines
    const also = others.length > 0 ? ` and ${others.length === 1 ? 'line' : 'lines'} ${others.join(', ')}` : ''
    text.push(`${nameOf(path)}:${first}${also}`, `  ${note.reason}`, `  ${note.remedy}`, '')
  }
  if (failures.length > 0) text.push('Errors:', '')
  for (const failure of failures) text.push(nameOf(failure.path), `  ${failure.text}`, '')

  const [files, imports] = isDryRun ? ['would change', 'to rewrite'] : ['changed', 'rewritten']
  text.push(`${count(filesRead, 'file')} read, ${count(changed.length, 'file')} ${files}, ${count(rewritten, 'import')} ${imports}.`)
  if (filesTooLarge > 0) text.push(`${count(filesTooLarge, 'file')} skipped because of a size of more than 1 MB.`)
  if (places > 0) text.push(`${count(places, 'place needs', 'places need')} a hand: see the list above.`)
  if (failures.length > 0) text.push(`${count(failures.length, 'error')}: see above.`)
  return `${text.join('\n')}\n`
}

interface Group {
  readonly path: string
  readonly note: Note
  readonly lines: Set<number>
}

/** Notes of one file with the same text are shown once, with all their lines. */
const groupsOf = ({ results }: Migration, lineOf: (place: Place) => number): Group[] => {
  const groups = new Map<string, Group>()
  for (const { path, notes } of results) {
    for (const note of notes) {
      const key = JSON.stringify([path, note.reason, note.remedy])
      const group = groups.get(key) ?? { path, note, lines: new Set() }
      group.lines.add(lineOf(note))
      groups.set(key, group)
    }
  }
  return [...groups.values()]
}
