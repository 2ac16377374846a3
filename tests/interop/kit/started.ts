import { startProcess, type ServerProcess } from './process'
import type { StartedServer } from './server'

/** Starts a server that is one process, without TLS. */
export async function startServer(command: Parameters<typeof startProcess>[0], path = '/'): Promise<StartedServer> {
  const process = await startProcess(command)
  return { url: `ws://127.0.0.1:${process.port}${path}`, ...asStarted(process) }
}

export const asStarted = (process: ServerProcess): Omit<StartedServer, 'url'> => ({
  kill: () => process.end('SIGKILL'),
  restart: () => process.start(),
  freeze: () => process.signal('SIGSTOP'),
  thaw: () => process.signal('SIGCONT'),
  stop: () => process.stop(),
})

/** The command that runs a program of `programs/` with Node. */
export const nodeProgram =
  (name: string) =>
  (port: number): [string, ...string[]] => [process.execPath, '--import', 'tsx', programFile(name), String(port)]

export const programFile = (name: string): string => new URL(`../programs/${name}`, import.meta.url).pathname
