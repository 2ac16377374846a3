import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface RealProcess {
  readonly port: number
  /** SIGKILL: the process sends no close frames. The kernel closes its sockets. */
  kill(): Promise<void>
  /** Starts it again on the same port. */
  restart(): Promise<void>
  stop(): void
}

const program = fileURLToPath(new URL('real-server.ts', import.meta.url))

/** Starts a `ws` server in its own process. */
export async function startRealProcess(): Promise<RealProcess> {
  let child: ChildProcess | undefined

  async function start(port: number): Promise<number> {
    child = fork(program, [String(port)])
    const [listeningPort] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown]
    if (typeof listeningPort !== 'number' || listeningPort < 1024) throw new Error(`the server could not start on port ${port}`)
    return listeningPort
  }
  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
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
