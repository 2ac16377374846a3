import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The version that a system program prints.
 *
 * @throws An error that explains how to install the program, because a skipped server would look like a passed one.
 */
export function versionOf(program: string, debianPackage: string, ...args: string[]): string {
  const { error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (error) throw new Error(`${program} cannot be run (${error.message}). Debian: apt-get install ${debianPackage}`)
  const [version] = /\d+\.\d+(\.\d+)?/.exec(stdout + stderr) ?? []
  if (!version) throw new Error(`${program} ${args.join(' ')} printed no version: ${stdout}${stderr}`)
  return version
}

/** The version of an installed npm package. */
export function packageVersion(name: string): string {
  const file = fileURLToPath(new URL(`../../../node_modules/${name}/package.json`, import.meta.url))
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
