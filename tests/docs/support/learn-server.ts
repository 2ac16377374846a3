import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { findBlock, root } from './code-blocks'

export interface LearnServer {
  readonly url: string
  /** Stops the process without a closing handshake, and resolves when its port is free. */
  kill(): Promise<void>
  /** Starts it again on the same port, with the history in its file. */
  restart(): Promise<void>
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  deleteHistory(): void
  /** What all its processes have printed. */
  output(): string
}

/** Runs the server of the tutorial in its own folder until the test ends. `edit` changes its source. */
export async function startLearnServer(edit: (source: string) => string = (source) => source): Promise<LearnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'learn-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'server.mjs'), edit(findBlock('docs/learn/index.md', 'js', 'WebSocketServer')))

  let output = ''
  const start = (port: string) =>
    new Promise<{ url: string; child: ReturnType<typeof spawn> }>((resolve, reject) => {
      const child = spawn(process.execPath, ['server.mjs'], { cwd: folder, env: { ...process.env, PORT: port } })
      const collect = (data: Buffer) => {
        output += data.toString()
        const [url] = /ws:\/\/127\.0\.0\.1:\d+/.exec(data.toString()) ?? []
        if (url) resolve({ url, child })
      }
      child.stdout.on('data', collect)
      child.stderr.on('data', collect)
      child.on('exit', () => reject(new Error(output)))
    })

  const stop = (child: ReturnType<typeof spawn>) =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve()
      child.on('exit', () => resolve())
      child.kill('SIGKILL')
    })

  let { url, child } = await start('0')
  onTestFinished(async () => {
    await stop(child)
    rmSync(folder, { recursive: true })
  })
  return {
    url,
    kill: () => stop(child),
    restart: async () => {
      ;({ url, child } = await start(new URL(url).port))
    },
    signal: (name) => void child.kill(name),
    output: () => output,
    deleteHistory: () => rmSync(join(folder, 'history.jsonl'), { force: true }),
  }
}
