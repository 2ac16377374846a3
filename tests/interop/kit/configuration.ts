import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Configuration {
  readonly folder: string
  readonly file: string
  /** Writes the file again with more changes. The server uses it after a reload. */
  change(changes: Readonly<Record<string, string>>): void
  remove(): void
}

/** Copies a configuration of `examples/` into a new folder, with replacements for the test. */
export function configure(example: string, changes: Readonly<Record<string, string>>, parent = tmpdir()): Configuration {
  const folder = mkdtempSync(join(parent, 'websocket-store-interop-'))
  const file = join(folder, example.split('/').at(-1)!)
  let text = readFileSync(example, 'utf8')
  function change(further: Readonly<Record<string, string>>): void {
    for (const [from, to] of Object.entries(further)) {
      if (!text.includes(from)) throw new Error(`${example} does not contain: ${from}`)
      text = text.replaceAll(from, to)
    }
    writeFileSync(file, text)
  }
  change(changes)
  return { folder, file, change, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
