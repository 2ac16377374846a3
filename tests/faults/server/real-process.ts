import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface RealProcess {
  readonly port: number
  /** SIGKILL: the process says no word, its kernel ends its lines. */
  kill(): Promise<void>
  /** Again on the same port. */
  restart(): Promise<void>
  stop(): void
}

const program = fileURLToPath(new URL('real-server.ts', import.meta.url))

/** A `ws` server in a process of its own. */
export async function startRealProcess(): Promise<RealProcess> {
  let child: ChildProcess | undefined

  async function start(port: number): Promise<number> {
    child = fork(program, [String(port)])
    const [answer] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown]
    if (typeof answer !== 'number' || answer < 1024) throw new Error(`the server could not start on port ${port}`)
    return answer
  }
  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  const port = await start(0)
  return {
    port,
    kill,
    restart: async () => {
      await kill()
      await start(port)
    },
    stop: () => void child?.kill('SIGKILL'),
  }
}
