import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './pack'

/**
 * Path of an executable in the `bin` folder of an npm package. The package is installed once, outside the repository.
 *
 * @param cachePath Path segments of the folder that keeps it.
 */
export const npmBinary = (cachePath: readonly string[], name: string, version: string, executable: string): string =>
  installed(cachePath, name, version, [name, 'bin', executable])

/** The same for a program that the package names in its `bin` field. */
export const npmProgram = (cachePath: readonly string[], name: string, version: string, program: string): string =>
  installed(cachePath, name, version, ['.bin', program])

function installed(cachePath: readonly string[], name: string, version: string, path: readonly string[]): string {
  const folder = join(tmpdir(), ...cachePath)
  const binary = join(folder, 'node_modules', ...path)
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${version}`], folder)
  }
  return binary
}
