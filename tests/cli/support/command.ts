import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { onTestFinished } from 'vitest'
import { fromRoot } from '../../config/aliases'

/** Creates a folder that is removed when the test ends. */
export const temporaryFolder = (copyOf?: string): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'migrate-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  if (copyOf !== undefined) cpSync(copyOf, folder, { recursive: true })
  return folder
}

/** The built command. Without a build, it is bundled from the sources once for each test file. */
const commandFile = (() => {
  let file: string | undefined
  return () => {
    if (process.env.WS_STORE_DIST) return fromRoot('dist/cli.mjs')
    if (file === undefined) {
      const folder = mkdtempSync(join(tmpdir(), 'migrate-command-'))
      file = join(folder, 'cli.mjs')
      buildSync({ entryPoints: [fromRoot('src/cli/main.ts')], outfile: file, bundle: true, platform: 'node', format: 'esm', target: 'node18' })
      process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    }
    return file
  }
})()

/** Runs the command as a process. */
export const runCommand = (args: readonly string[], cwd: string): { exitCode: number | null; stdout: string; stderr: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandFile(), ...args], { cwd, encoding: 'utf8' })
  return { exitCode: status, stdout, stderr }
}

/** The files below a folder, with their contents. */
export const contentsOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(join(folder, file)).isFile())
      .sort()
      .map((file) => [file.replaceAll('\\', '/'), readFileSync(join(folder, file), 'utf8')]),
  )
