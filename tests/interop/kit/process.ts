import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { pause } from '../../support/wait-for'

export interface ServerProcess {
  readonly port: number
  /** To the process and its children, unless it is for the process alone. */
  signal(signal: NodeJS.Signals, to?: 'group' | 'leader'): void
  /** The process and its children, with a signal; resolves when it is gone. */
  end(signal: NodeJS.Signals): Promise<void>
  /** Again on the same port. */
  start(): Promise<void>
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 20_000
const POLL_MS = 20

/** A server in a process group of its own. `command` gets the port to listen on. */
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
    const gone = isAlive() && once(child!, 'exit')
    signal(name)
    await gone
    // What it leaves behind, such as a child that was busy.
    kill()
  }

  await start()
  return { port, signal, end, start, stop: () => end('SIGKILL') }
}

/** Listens there and leaves: the servers of the field cannot be told to pick one and say which. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const line = connect(port, '127.0.0.1')
    const settle = (isListening: boolean) => {
      line.destroy()
      resolve(isListening)
    }
    line.on('connect', () => settle(true))
    line.on('error', () => settle(false))
  })
