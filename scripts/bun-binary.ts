import { existsSync, readFileSync } from 'node:fs'
import { npmBinary } from './npm-binary'

export const BUN_VERSION = '1.4.5'

/** Path of the Bun executable. It is installed from npm. */
export const bunBinary = (): string => {
  // The default build needs AVX2. Without it, it stops with an illegal instruction.
  const isOld = process.arch === 'x64' && existsSync('/proc/cpuinfo') && !readFileSync('/proc/cpuinfo', 'utf8').includes('avx2')
  const name = `@oven/bun-${process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}${isOld ? '-baseline' : ''}`
  return npmBinary(['websocket-store-bun', BUN_VERSION], name, BUN_VERSION, 'bun')
}
