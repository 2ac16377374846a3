import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const IMPORTS_SOURCE = /from '(\.\.\/)+src\//

/** Test files that import from src. They do not test the build, so the run against dist excludes them. */
export const internalTests = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file) && !file.includes('node_modules'))
    .map((file) => join(folder, file))
    .filter((file) => IMPORTS_SOURCE.test(readFileSync(file, 'utf8')))
