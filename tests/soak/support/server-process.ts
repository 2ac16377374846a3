import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface ServerRequest {
  readonly number: number
  readonly request: 'report' | 'terminate silenced'
}

export interface ServerReport {
  readonly alive: number
  /** All sockets that this process has accepted. */
  readonly opened: number
  /** Sockets opened in each 100 ms since this process started. */
  readonly arrivals: readonly number[]
  readonly dialsById: Readonly<Record<string, number>>
}

export interface ServerProcess {
  /** `ws://127.0.0.1:<port>` */
  readonly url: string
  /** Returns what the server counted. */
  report(): Promise<ServerReport>
  /** Terminates the sockets that requested silence. Otherwise the timers of their clients would keep them for half a minute. */
  terminateSilenced(): Promise<ServerReport>
  /** Ends it like a crash. */
  kill(): Promise<void>
  /** Starts another process on the same port. */
  restart(): Promise<void>
}

const program = fileURLToPath(new URL('server-program.ts', import.meta.url))

/** Starts a real server in its own process. */
export async function startServerProcess(): Promise<ServerProcess> {
  let { child, port } = await start(0)
  let requests = 0

  async function sendRequest(request: ServerRequest['request']): Promise<ServerReport> {
    const number = ++requests
    const answer = new Promise<ServerReport>((resolve, reject) => {
      const end = (code: number | null) => reject(new Error(`The server ended with ${code}.`))
      const read = (message: { readonly number: number; readonly report: ServerReport }) => {
        if (message.number !== number) return
        child.off('message', read)
        child.off('exit', end)
        resolve(message.report)
      }
      child.on('message', read)
      child.once('exit', end)
    })
    child.send({ number, request } satisfies ServerRequest)
    return answer
  }

  return {
    url: `ws://127.0.0.1:${port}`,
    report: () => sendRequest('report'),
    terminateSilenced: () => sendRequest('terminate silenced'),
    async kill() {
      const closed = once(child, 'close')
      child.kill('SIGKILL')
      await closed
    },
    async restart() {
      ;({ child, port } = await start(port))
    },
  }
}

async function start(port: number) {
  const child = fork(program, [String(port)], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`The server ended with ${code}.`))),
  ])) as [{ readonly port: number }]
  return { child, port: message.port }
}
