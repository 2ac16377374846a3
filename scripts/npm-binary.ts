import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './pack'

/**
 * An executable that lies in `bin` of a package from npm: installed once and kept outside the repository.
 *
 * @param kept Names the folder that it is kept in.
 */
export function npmBinary(kept: readonly string[], name: string, version: string, executable: string): string {
  const folder = join(tmpdir(), ...kept)
  const binary = join(folder, 'node_modules', name, 'bin', executable)
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${version}`], folder)
  }
  return binary
}
