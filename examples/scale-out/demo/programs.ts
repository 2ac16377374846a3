// Starts the programs of the demo, and starts those again that were killed.
import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'

const STOP_MS = 3000

export interface ProgramSettings {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** The package that contains the command, for the error when it is missing. */
  readonly packageName?: string
  readonly restartMs: number
}

export interface Program {
  /** Resolves with the first start that prints `listening`. */
  readonly listening: Promise<void>
  kill(signal: NodeJS.Signals): void
  /** Ends the program, and does not start it again. */
  stop(): Promise<void>
}

export function startProgram({ command, args, env, cwd, packageName, restartMs }: ProgramSettings): Program {
  let child: ChildProcess
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let onListening: () => void
  const listening = new Promise<void>((resolve) => (onListening = resolve))

  function start(): void {
    child = spawn(command, args, {
      ...(cwd !== undefined && { cwd }),
      // Debian keeps nginx where only root searches.
      env: { ...process.env, ...env, PATH: `${process.env['PATH']}:/usr/sbin` },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child.once('error', (error) => {
      console.error(packageName ? `${command} does not start. Debian: apt-get install ${packageName}` : error)
      process.exit(1)
    })
    child.once('exit', () => {
      if (!isStopped) timer = setTimeout(start, restartMs)
    })
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (line.startsWith('listening')) onListening()
    })
  }
  start()
  // Also when this process ends because of an error.
  process.once('exit', () => child.kill('SIGKILL'))

  return {
    listening,
    kill: (signal) => void child.kill(signal),
    async stop() {
      isStopped = true
      clearTimeout(timer)
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = new Promise((resolve) => child.once('exit', resolve))
      const hurry = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      child.kill('SIGTERM')
      await exited
      clearTimeout(hurry)
    },
  }
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
