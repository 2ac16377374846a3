import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const entry = pathOf(process.env.WS_STORE_DIST ? '../../../dist/index.mjs' : '../../../src/core/index.ts')

export interface Outcome {
  readonly code: number | string | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program of this folder in a separate process. The program must end without help. */
export function runProgram(name: string, ...args: string[]): Promise<Outcome> {
  const { NODE_ENV: _ignored, NODE_OPTIONS: _too, ...env } = process.env
  const argv = ['--import', 'tsx', pathOf(`./${name}.ts`), entry, ...args]
  return new Promise((resolve) => {
    execFile(process.execPath, argv, { env, timeout: 20_000, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? error.signal ?? 'killed') : 0, stdout: stdout.trim(), stderr })
    })
  })
}
