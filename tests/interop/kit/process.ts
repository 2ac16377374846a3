import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { pause } from '../../support/wait-for'

export interface ServerProcess {
  readonly port: number
  /** The end of what it has printed since it was started. */
  readonly output: string
  /** Sends a signal to the process and its children, or with `leader` only to the process. */
  signal(signal: NodeJS.Signals, to?: 'group' | 'leader'): void
  /** Ends the process and its children with a signal. Resolves when the process has exited. */
  end(signal: NodeJS.Signals): Promise<void>
  /** Starts it again on the same port. */
  start(): Promise<void>
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 20_000
const POLL_MS = 20

/** Starts a server in its own process group. `command` gets the port to listen on. */
export async function startProcess(
  command: (port: number) => readonly [file: string, ...args: string[]],
  onPort?: number,
): Promise<ServerProcess> {
  const port = onPort ?? (await freePort())
  let child: ChildProcess | undefined
  let output = ''

  const isAlive = () => child !== undefined && child.exitCode === null && child.signalCode === null
  function signal(name: NodeJS.Signals, to = 'group'): void {
    try {
      if (child?.pid) process.kill(to === 'group' ? -child.pid : child.pid, name)
    } catch {
      // The whole group has ended.
    }
  }
  const kill = () => signal('SIGKILL')

  async function start(): Promise<void> {
    const [file, ...args] = command(port)
    const end = performance.now() + START_TIMEOUT_MS
    output = ''
    // Otherwise the tests would talk to that program, and not notice.
    if (await accepts(port)) throw new Error(`Another program listens on ${port}, so ${file} cannot start.`)
    child = spawn(file, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    child.on('error', (error) => (output += String(error)))
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000)))
    process.once('exit', kill)
    while (!(await accepts(port))) {
      if (!isAlive() || child.pid === undefined) throw new Error(`${file} ended instead of listening on ${port}:\n${output}`)
      if (performance.now() > end) throw new Error(`${file} does not listen on ${port}:\n${output}`)
      await pause(POLL_MS)
    }
  }
  async function end(name: NodeJS.Signals): Promise<void> {
    process.off('exit', kill)
    const exited = isAlive() && once(child!, 'exit')
    signal(name)
    await exited
    // Kills the remaining processes of the group, such as a busy child.
    kill()
  }

  await start()
  return {
    port,
    get output() {
      return output
    },
    ...{ signal, end, start, stop: () => end('SIGKILL') },
  }
}

const chosenPorts = new Set<number>()

/**
 * Listens on a free port and closes it. Most of the tested servers cannot choose a port and report it. A port is chosen once: another
 * server of this process may not listen on it yet, or be away for a moment.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await unusedPort()
    if (chosenPorts.has(port)) continue
    chosenPorts.add(port)
    return port
  }
}

async function unusedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Whether something listens on the port. */
export const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const settle = (isListening: boolean) => {
      socket.destroy()
      resolve(isListening)
    }
    socket.on('connect', () => settle(true))
    socket.on('error', () => settle(false))
  })
