import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export interface ServerProcess {
  readonly pid: number
  readonly port: number
  readonly url: string
  /** Ends it like a crash. */
  kill(): Promise<void>
  /** Suspends the process. Its sockets stay open. */
  freeze(): void
}

/** A Socket.IO server in its own process, which ends at the end of the test at the latest. */
export async function runServer(port = 0): Promise<ServerProcess> {
  const { NODE_ENV: _ignored, ...env } = process.env
  const program = fileURLToPath(new URL('./server.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', program, String(port)], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  const kill = async () => {
    child.kill('SIGKILL')
    await closed
  }
  onTestFinished(kill)
  const [line] = (await Promise.race([once(child.stdout, 'data'), closed])) as [Buffer | number | null]
  if (!Buffer.isBuffer(line)) throw new Error(`The server ended with ${line}.`)
  const listeningPort = Number(line.toString())
  return {
    pid: child.pid!,
    port: listeningPort,
    url: `http://127.0.0.1:${listeningPort}`,
    kill,
    freeze: () => void child.kill('SIGSTOP'),
  }
}
