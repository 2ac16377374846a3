import { configure } from '../../../tests/interop/kit/configuration'
import { freePort } from '../../../tests/interop/kit/process'
import { startProgram } from './program'

export interface StartedNginx {
  readonly port: number
  /** Of its worker, which does the work. */
  readonly pid: number
  end(): Promise<void>
}

/** The ports of the gateways in the configuration of the example. */
const PORTS = [9001, 9002, 9003]

/** Starts nginx with the configuration of the example, in front of one gateway or three. */
export async function startNginx(gateways: readonly number[]): Promise<StartedNginx> {
  const port = await freePort()
  const { file, folder, remove } = configure('examples/scale-out/nginx.conf', {
    // With one gateway, all servers of the upstream are the same one.
    ...Object.fromEntries(PORTS.map((from, index) => [`127.0.0.1:${from}`, `127.0.0.1:${gateways[index % gateways.length]}`])),
    '127.0.0.1:8080': `127.0.0.1:${port}`,
    // Prints when its worker runs. It listens before.
    'error_log stderr;': 'error_log stderr notice;',
  })
  process.once('exit', remove)
  const program = await startProgram({
    command: 'nginx',
    args: ['-e', 'stderr', '-p', folder, '-c', file],
    ready: /start worker process (\d+)/,
    packageName: 'nginx',
  })
  return {
    port,
    pid: Number(program.readyLine[1]),
    async end() {
      await program.kill()
      process.off('exit', remove)
      remove()
    },
  }
}
