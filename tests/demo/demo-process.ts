import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Stats } from '../../demo/protocol'

export interface DemoProcess {
  readonly url: string
  readonly port: number
  readonly lines: readonly string[]
  stats(): Promise<Stats>
  /** Ends it like a crash: no close frames, no warning. */
  kill(): Promise<void>
}

/** Runs the program of `npm start` in its own process. Resolves when the page can be opened. */
export const startDemo = async (port = 0): Promise<DemoProcess> => {
  const { NODE_ENV: _ignored, ...env } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/start.ts'], {
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = once(child, 'close')
  const lines: string[] = []
  const problems: string[] = []
  child.stderr.on('data', (text: Buffer) => problems.push(text.toString('utf8')))
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line)
      const found = /^Open (http:\S+)/.exec(line)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`The demo ended with ${code}: ${problems.join('')}`)))
  })

  return {
    url,
    port: Number(new URL(url).port),
    lines,
    stats: async () => (await (await fetch(`${url}stats`)).json()) as Stats,
    kill: async () => {
      child.kill('SIGKILL')
      await closed
    },
  }
}
