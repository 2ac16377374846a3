import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../../', import.meta.url))
/** Outside the repository, so that no import resolves to the repository's `node_modules`. Each checkout has its own folder. */
const cache = join(tmpdir(), 'websocket-store-frameworks', createHash('sha256').update(root).digest('hex').slice(0, 12))

export type Environment = Readonly<Record<string, string>>

const QUIET: Environment = { NEXT_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1', CI: '1', NO_COLOR: '1' }

/** The environment of all programs in an application: no variables of the test runner, and telemetry disabled. */
export function environment(more: Environment = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|NODE_OPTIONS|TEST$|npm_|FORCE_COLOR)/.test(name))
  return { ...Object.fromEntries(inherited), ...QUIET, ...more }
}

/** Runs a program in a folder without blocking the tests. If it fails, throws an error with its output. */
export async function run(folder: string, command: string, args: readonly string[], more?: Environment): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd: folder, env: environment(more), timeout: 180_000, maxBuffer: 64e6 })
    return stdout
  } catch (cause) {
    const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string }
    throw new Error(`${command} ${args.join(' ')} failed in ${folder}\n${stdout}${stderr}`, { cause })
  }
}

export const folderOf = (name: string): string => join(cache, name)

export const versionIn = (name: string, dependency: string): string =>
  (JSON.parse(readFileSync(join(folderOf(name), 'node_modules', dependency, 'package.json'), 'utf8')) as { version: string }).version

/**
 * Copies an example into its own folder with the given name, and installs its dependencies and the packed package. The
 * dependencies stay for the next run. The example and the package are replaced on each run.
 */
export async function install(example: string, tarball: string, name = example): Promise<string> {
  const folder = folderOf(name)
  const source = join(root, 'examples', example)
  const manifest = readFileSync(join(source, 'package.json'), 'utf8').replace(
    /("websocket-store": ")[^"]+/,
    `$1file:${basename(tarball)}`,
  )
  const modules = join(folder, 'node_modules')
  const installed = join(modules, '.installed')
  const isInstalled = existsSync(installed) && readFileSync(installed, 'utf8') === manifest

  if (!isInstalled) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const entry of readdirSync(folder)) {
    if (!['node_modules', 'package-lock.json'].includes(entry)) rmSync(join(folder, entry), { recursive: true, force: true })
  }
  // Does not copy the output of a run of the example in its own folder.
  const isSource = (path: string) => !/^(node_modules|dist|\..+)$/.test(basename(path)) || path === source
  cpSync(source, folder, { recursive: true, filter: isSource })
  cpSync(tarball, join(folder, basename(tarball)))
  writeFileSync(join(folder, 'package.json'), manifest)

  if (!isInstalled) {
    await run(folder, 'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'])
    writeFileSync(installed, manifest)
    return folder
  }
  const own = join(modules, 'websocket-store')
  for (const stale of [own, join(modules, '.vite'), join(modules, '.cache')]) rmSync(stale, { recursive: true, force: true })
  mkdirSync(own)
  await run(folder, 'tar', ['-xzf', tarball, '--strip-components=1', '-C', own])
  return folder
}
