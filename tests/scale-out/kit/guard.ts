import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startProcess, type ServerProcess } from '../../interop/kit/process'

export interface Program {
  readonly command: readonly [file: string, ...args: string[]]
  readonly env?: Readonly<Record<string, string | number>>
}

/** The processes and files of one run. */
export interface Guard {
  readonly folder: string
  /** Starts a server in its own process group, on a free port if none is given. */
  start(program: (port: number) => Program, port?: number): Promise<ServerProcess>
  /** Kills all processes and removes the folder. */
  end(): Promise<void>
}

/** Each process writes its id before it runs the program, so that it is known from its first moment. */
const REGISTER = 'echo $$ >> "$SCALE_OUT_FOLDER/processes"; exec "$@"'
/**
 * Kills the registered groups and removes the folder when its input ends. An id that another process has by now is left alone: a process
 * of the run has the folder in its environment, or, as nginx overwrites that, in its command line.
 */
const WATCH = `cat >/dev/null
for id in $(cat "$0/processes"); do grep -qs -- "$0" "/proc/$id/environ" "/proc/$id/cmdline" && kill -9 "-$id"; done
rm -rf "$0"`

const MAX_PROCESSES = 100

/** Process groups would outlive this process if it was killed. A watching process ends them whatever happens. */
export function createGuard(): Guard {
  const folder = mkdtempSync(join(tmpdir(), 'websocket-store-scale-out-'))
  const watcher = spawn('sh', ['-c', WATCH, folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  const started = new Set<ServerProcess>()
  // Each process has a listener for the exit of this one.
  process.setMaxListeners(MAX_PROCESSES)

  return {
    folder,
    async start(program, port) {
      const command = (onPort: number): [string, ...string[]] => {
        const { command: run, env = {} } = program(onPort)
        const variables = Object.entries({ ...env, SCALE_OUT_FOLDER: folder }).map(([name, value]) => `${name}=${value}`)
        return ['env', ...variables, 'sh', '-c', REGISTER, 'sh', ...run]
      }
      const server = await startProcess(command, port ?? (await freePort()))
      started.add(server)
      return server
    },
    async end() {
      await Promise.all([...started].map((server) => server.stop()))
      started.clear()
      watcher.stdin.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
