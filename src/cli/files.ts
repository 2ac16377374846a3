import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'

const SKIPPED_FOLDERS = new Set([
  ...['node_modules', 'dist', 'build', 'coverage'],
  ...['.git', '.next', '.nuxt', '.output', '.svelte-kit', '.turbo', '.vercel', '.cache'],
])
const PROGRAM = /\.(?:[cm]?[jt]s|[jt]sx|vue)$/
const SETTINGS = /^(?:package|jsconfig.*|tsconfig.*)\.json$/
const UNSUPPORTED = /\.(?:svelte|astro|mdx)$/

export const MAX_BYTES = 1_000_000

export type FileKind = 'program' | 'settings' | 'unsupported'

export interface FoundFile {
  readonly path: string
  readonly kind: FileKind
  readonly isTooLarge: boolean
}

export interface Failure {
  readonly path: string
  readonly text: string
}

/**
 * The files below a folder that the command reads, in order of their names. Symbolic links are not followed, so the search
 * ends and never leaves the folder. A single file is its own list.
 */
export const findFiles = (root: string, onFailure: (failure: Failure) => void): FoundFile[] => {
  const found: FoundFile[] = []
  const add = (path: string, name: string) => {
    const kind = kindOf(name)
    if (kind) found.push({ path, kind, isTooLarge: lstatSync(path).size > MAX_BYTES })
  }
  const walk = (folder: string) => {
    try {
      const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
      for (const entry of entries) {
        const path = join(folder, entry.name)
        if (entry.isFile()) add(path, entry.name)
        else if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) walk(path)
      }
    } catch (error) {
      onFailure({ path: folder, text: `The command could not read it: ${messageOf(error)}. Check its permissions and run the command again.` })
    }
  }
  const start = realpathSync(root)
  if (statSync(start).isFile()) add(start, start)
  else walk(start)
  return found
}

const kindOf = (name: string): FileKind | undefined => {
  if (PROGRAM.test(name)) return 'program'
  if (SETTINGS.test(name)) return 'settings'
  return UNSUPPORTED.test(name) ? 'unsupported' : undefined
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
