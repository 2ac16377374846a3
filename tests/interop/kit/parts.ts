import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The version that a program of the system tells of itself.
 *
 * @throws How to install it. A server that was skipped would look like one that passed.
 */
export function versionOf(program: string, debianPackage: string, ...args: string[]): string {
  const { error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (error) throw new Error(`${program} cannot be run (${error.message}). Debian: apt-get install ${debianPackage}`)
  const [version] = /\d+\.\d+(\.\d+)?/.exec(stdout + stderr) ?? []
  if (!version) throw new Error(`${program} ${args.join(' ')} told no version: ${stdout}${stderr}`)
  return version
}

/** The version of an npm package that is installed here. */
export function packageVersion(name: string): string {
  const file = fileURLToPath(new URL(`../../../node_modules/${name}/package.json`, import.meta.url))
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
