import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * Replaces the text between `<!-- name -->` and `<!-- /name -->` in a document, or appends the section if it does not exist.
 * Several scripts write the same document, each one its own section.
 */
export function writeSection(file: string, name: string, text: string, head = ''): void {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const section = `${begin}\n\n${text.trim()}\n\n${end}`
  const before = existsSync(file) ? readFileSync(file, 'utf8') : head
  const from = before.indexOf(begin)
  const to = before.indexOf(end)
  const isThere = from >= 0 && to > from
  writeFileSync(file, isThere ? before.slice(0, from) + section + before.slice(to + end.length) : `${before.trimEnd()}\n\n${section}\n`)
}

/** The section with its marks, or nothing: for a script that writes the rest of a document. */
export function readSection(file: string, name: string): string {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const end = `<!-- /${name} -->`
  const [from, to] = [text.indexOf(`<!-- ${name} -->`), text.indexOf(end)]
  return from >= 0 && to > from ? text.slice(from, to + end.length) : ''
}
