// npm run build: bundles the package into `dist`, unless `dist` is the build of the same sources. Several scripts need a build, and
// each calls this one. `--force` always builds.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, fingerprint } from './fingerprint'

const stamp = join(cacheFolder, 'build')
const SCRIPTS = ['entries', 'peers', 'plain-private-members', 'build', 'fingerprint'].map((name) => `scripts/${name}.ts`)
const INPUTS = ['src', 'rollup.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.src.json', ...SCRIPTS]

/** Includes what was built: a file that was changed or removed in `dist` is built again. */
const state = (): string => fingerprint([...INPUTS, 'dist'])

const isCurrent = (): boolean => {
  try {
    return readFileSync(stamp, 'utf8') === state()
  } catch {
    return false
  }
}

if (!process.argv.includes('--force') && isCurrent()) {
  console.log('dist is the build of these sources.')
} else {
  rmSync(stamp, { force: true })
  const { status } = spawnSync('rollup', ['-c', 'rollup.config.ts', '--configPlugin', 'esbuild'], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
  mkdirSync(cacheFolder, { recursive: true })
  writeFileSync(stamp, state())
}
