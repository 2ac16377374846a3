import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { engineArguments } from '../../../examples/scale-out/demo/engine-arguments'
import { createEngine, type Engine, type EngineName } from '../../../examples/scale-out/src/engine'
import { freePort } from '../../../tests/interop/kit/process'
import { startProgram } from './program'

export const ENGINES: readonly EngineName[] = ['nats', 'redis']

export interface StartedEngine {
  readonly name: EngineName
  readonly url: string
  readonly pid: number
  /** The publisher's. */
  readonly engine: Engine
  end(): Promise<void>
}

/** Starts the server of an engine, with the settings of the example, and publishes a first entry, which creates the stream. */
export async function startEngine(name: EngineName, inFolder: string): Promise<StartedEngine> {
  const port = await freePort()
  const folder = join(inFolder, name)
  mkdirSync(folder)
  const { command, ready } = {
    nats: { command: 'nats-server', ready: /Server is ready/ },
    redis: { command: 'redis-server', ready: /Ready to accept connections/ },
  }[name]
  const args = engineArguments(name, port, folder)
  const program = await startProgram({ command, args, ready, packageName: command })
  const url = `${name}://127.0.0.1:${port}`
  const engine = await createEngine(name, url)
  await engine.publish('first', 'first', '{}')
  return {
    name,
    url,
    pid: program.pid,
    engine,
    async end() {
      await engine.close()
      await program.kill()
    },
  }
}
