import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Manifest {
  readonly path: string
  readonly text: string
  /** The names of all dependencies, of every kind. */
  readonly dependencies: ReadonlySet<string>
}

const SECTIONS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']

/** Returns a function that finds the `package.json` that applies to a folder. It reads each folder once. */
export const createManifestFinder = (): ((folder: string) => Manifest | undefined) => {
  const known = new Map<string, Manifest | undefined>()
  const find = (folder: string): Manifest | undefined => {
    if (known.has(folder)) return known.get(folder)
    const path = join(folder, 'package.json')
    const parent = dirname(folder)
    const manifest = existsSync(path) ? readManifest(path) : parent === folder ? undefined : find(parent)
    known.set(folder, manifest)
    return manifest
  }
  return find
}

const readManifest = (path: string): Manifest => {
  const text = readFileSync(path, 'utf8')
  return { path, text, dependencies: dependenciesOf(text) }
}

export const dependenciesOf = (text: string): ReadonlySet<string> => {
  try {
    const manifest = JSON.parse(text.replace(/^\ufeff/, '')) as Readonly<Record<string, object | undefined>> | null
    return new Set(SECTIONS.flatMap((section) => Object.keys(manifest?.[section] ?? {})))
  } catch {
    // Tools that need the file report that it is not valid JSON.
    return new Set()
  }
}

/** Whether a plugin may import `useWebSocket` of VueUse into this file. In other projects the name is the application's own. */
export const hasAutoImports = ({ dependencies }: Manifest, fileName: string): boolean => {
  if (dependencies.has('@vueuse/nuxt')) return true
  const hasPlugin = dependencies.has('unplugin-auto-import') || fileName.endsWith('.vue')
  return dependencies.has('@vueuse/core') && hasPlugin
}
