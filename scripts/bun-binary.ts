import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './pack'

export const BUN_VERSION = '1.4.5'

/** The executable of Bun, which npm carries: installed once and kept. */
export const bunBinary = (): string => {
  // Without AVX2 the usual build ends with an illegal instruction.
  const isOld = process.arch === 'x64' && existsSync('/proc/cpuinfo') && !readFileSync('/proc/cpuinfo', 'utf8').includes('avx2')
  const name = `@oven/bun-${process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}${isOld ? '-baseline' : ''}`
  const folder = join(tmpdir(), 'websocket-store-bun', BUN_VERSION)
  const binary = join(folder, 'node_modules', name, 'bin', 'bun')
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${BUN_VERSION}`], folder)
  }
  return binary
}
