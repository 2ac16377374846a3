import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Configuration {
  readonly folder: string
  readonly file: string
  /** Writes it anew, with further changes; the server learns of it when it is told to read again. */
  change(changes: Readonly<Record<string, string>>): void
  remove(): void
}

/** A configuration of `examples/` in a folder of its own, with what a test cannot leave as it is exchanged. */
export function configure(example: string, changes: Readonly<Record<string, string>>): Configuration {
  const folder = mkdtempSync(join(tmpdir(), 'websocket-store-interop-'))
  const file = join(folder, example.split('/').at(-1)!)
  let text = readFileSync(example, 'utf8')
  function change(further: Readonly<Record<string, string>>): void {
    for (const [from, to] of Object.entries(further)) {
      if (!text.includes(from)) throw new Error(`${example} does not say: ${from}`)
      text = text.replaceAll(from, to)
    }
    writeFileSync(file, text)
  }
  change(changes)
  return { folder, file, change, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
