import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/** Of programs that are kept from one build to the next. `npm ci` removes them. */
export const cacheFolder = join(root, 'node_modules', '.cache', 'websocket-store')

const filesIn = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesIn(join(path, entry.name)) : [join(path, entry.name)]))
    : [path]

/**
 * A hash of the names and contents of files, and of the version of Node. Two equal ones mean: nothing changed.
 *
 * @param paths Files and folders, relative to the repository.
 * @throws If one of them does not exist.
 */
export const fingerprint = (paths: readonly string[]): string => {
  const hash = createHash('sha256').update(process.version)
  for (const file of paths.flatMap((path) => filesIn(resolve(root, path)).sort())) {
    hash.update(`\0${file}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}
