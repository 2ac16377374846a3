import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './pack'

const binaries = join(tmpdir(), 'websocket-store-node-versions')
const platform = process.platform === 'win32' ? 'win' : process.platform

/** The executable of that version: the running one, or one that npm carries, installed once and kept. */
export const nodeOf = (major: number): string => {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath
  const folder = join(binaries, String(major))
  const name = `node-${platform}-${process.arch}`
  const binary = join(folder, 'node_modules', name, 'bin', 'node')
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${major}`], folder)
  }
  return binary
}
