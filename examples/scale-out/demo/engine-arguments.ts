import type { EngineName } from '../src/engine'

/** The command line of an engine's server, after its name. It keeps its data in the folder. */
export function engineArguments(engine: EngineName, port: number, folder: string): string[] {
  const address = String(port)
  return {
    nats: ['--jetstream', '--addr', '127.0.0.1', '--port', address, '--store_dir', folder],
    // Without the append-only file a restart loses everything since the last snapshot. With it, no snapshots are needed.
    redis: ['--bind', '127.0.0.1', '--port', address, '--dir', folder, '--appendonly', 'yes', '--save', ''],
  }[engine]
}
