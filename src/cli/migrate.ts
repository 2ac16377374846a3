import { readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { findFiles, messageOf, type Failure, type FoundFile } from './files'
import { createManifestFinder, hasAutoImports, type Manifest } from './manifests'
import { advice } from './notes'
import { manualMockNotes, placeAt, settingsNotes, unsupportedNotes } from './other-files'
import { mayConcern, rewrite } from './rewrite'
import type { Change, Note } from './work'

export interface FileResult {
  readonly path: string
  readonly changes: readonly Change[]
  readonly notes: readonly Note[]
}

export interface Migration {
  /** Files with changes or notes, in the order in which they were read. */
  readonly results: readonly FileResult[]
  readonly failures: readonly Failure[]
  readonly filesRead: number
  readonly filesTooLarge: number
}

/** Rewrites the imports of all files below these folders, which must exist. A file is written only if it changes. */
export const migrate = (folders: readonly string[], { isDryRun }: { readonly isDryRun: boolean }): Migration => {
  const results: FileResult[] = []
  const failures: Failure[] = []
  const onFailure = (failure: Failure) => void failures.push(failure)
  const files = uniqueFiles(folders.flatMap((folder) => findFiles(folder, onFailure)))
  const readable = files.filter(({ isTooLarge }) => !isTooLarge)
  const manifestOf = createManifestFinder()
  const importing = new Set<Manifest>()

  for (const file of readable) {
    try {
      const { code, ...result } = migrateFile(file, manifestOf(dirname(file.path)), isDryRun)
      const manifest = code.includes('websocket-store/compat/') && file.kind === 'program' ? manifestOf(dirname(file.path)) : undefined
      if (manifest) importing.add(manifest)
      if (result.changes.length > 0 || result.notes.length > 0) results.push(result)
    } catch (error) {
      onFailure({ path: file.path, text: `The command could not change it: ${messageOf(error)}. Check its permissions and run the command again.` })
    }
  }
  for (const { path, dependencies } of importing) {
    if (!dependencies.has('websocket-store')) results.push({ path, changes: [], notes: [{ ...placeAt(1), ...advice.notInstalled() }] })
  }
  return { results, failures, filesRead: readable.length, filesTooLarge: files.length - readable.length }
}

const migrateFile = ({ path, kind }: FoundFile, manifest: Manifest | undefined, isDryRun: boolean): FileResult & { readonly code: string } => {
  const bytes = readFileSync(path)
  const nothing = { path, code: '', changes: [], notes: [] }
  const placed = manualMockNotes(path)
  if (placed.length === 0 && !mayConcern(bytes.toString('latin1'))) return nothing
  const source = textOf(bytes)
  if (source === undefined) return { ...nothing, notes: [{ ...placeAt(1), ...advice.encoding() }] }
  if (kind === 'settings') return { ...nothing, notes: settingsNotes(source, path) }
  if (kind === 'unsupported') return { ...nothing, notes: unsupportedNotes(source, path) }
  const { code, changes, notes } = rewrite(source, path, { hasAutoImports: manifest !== undefined && hasAutoImports(manifest, path) })
  if (code !== source && !isDryRun) writeFileSync(path, code)
  return { path, code, changes, notes: [...placed, ...notes] }
}

/** Returns undefined if the bytes are not UTF-8. Writing such a file as UTF-8 would change its other characters. */
const textOf = (bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const uniqueFiles = (files: readonly FoundFile[]): FoundFile[] => [...new Map(files.map((file) => [file.path, file])).values()]
