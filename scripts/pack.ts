import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

export interface Packed {
  /** A working folder. Its node_modules contains the package. */
  readonly folder: string
  readonly tarball: string
  /** The folder with the unpacked tarball. */
  readonly package: string
}

/** Runs a command. If it fails, throws an error with its output. */
export const run = (command: string, args: string[], cwd = root): string => {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout?: string; stderr?: string }
    throw new Error(`${command} ${args.join(' ')} failed\n${stdout ?? ''}${stderr ?? ''}`, { cause })
  }
}

/** Builds, packs, and installs the tarball into a new folder. Links the named packages of this checkout into the same node_modules. */
export const pack = (linkedPackages: readonly string[] = []): Packed => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'websocket-store-')))
  run('npm', ['run', 'build'])
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]),
  ) as [{ filename: string }]
  const tarball = join(folder, filename)
  run('tar', ['-xzf', tarball], folder)
  const installed = join(folder, 'node_modules', 'websocket-store')
  mkdirSync(dirname(installed), { recursive: true })
  cpSync(join(folder, 'package'), installed, { recursive: true })
  for (const name of linkedPackages) {
    const link = join(folder, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), link)
  }
  return { folder, tarball, package: installed }
}
