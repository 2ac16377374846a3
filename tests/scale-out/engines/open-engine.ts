import type { StreamConfig } from '@nats-io/jetstream'
import { createEngine, type Engine, type EngineName } from '../../../examples/scale-out/src/engine'
import type { Position } from '../../../examples/scale-out/src/protocol'
import { pause } from '../../support/wait-for'
import { startEngine, type EngineServer } from '../cluster/engine'
import { administerNats, NATS_SUBJECTS } from '../cluster/nats'
import { requireParts } from '../cluster/parts'
import { createGuard } from '../kit/guard'

export const ENGINES = ['nats', 'redis'] as const

export interface OpenEngine extends EngineServer {
  /** Connects to the server, or to a proxy in front of it. */
  open(port?: number): Promise<Engine>
}

/** Starts the server of an engine without data. Everything is closed when the test ends, the server last. */
export async function openEngine(name: EngineName, onTestFinished: (end: () => Promise<void>) => void): Promise<OpenEngine> {
  requireParts()
  const guard = createGuard()
  const engines: Engine[] = []
  onTestFinished(async () => {
    await Promise.all(engines.map((engine) => engine.close()))
    await guard.end()
  })
  const server = await startEngine(name, guard)
  return {
    ...server,
    async open(port = server.process.port) {
      const engine = await createEngine(name, `${name}://127.0.0.1:${port}`)
      engines.push(engine)
      return engine
    },
  }
}

/** Creates the stream as an administrator does it, with this configuration. */
export async function createNatsStream({ url }: EngineServer, config: Partial<StreamConfig> = {}): Promise<void> {
  await administerNats(url, (streams) => streams.add({ name: 'feed', subjects: [NATS_SUBJECTS], ...config }))
}

/** The names of the streams with entries of the feed. */
export const natsStreams = ({ url }: EngineServer): Promise<string[]> => administerNats(url, (streams) => streams.names(NATS_SUBJECTS).next())

/** Publishes entries with these numbers as data. */
export async function publish(engine: Engine, from: number, to: number, channel = 'prices.OAK'): Promise<Position> {
  let position: Position | undefined
  for (let each = from; each <= to; each++) position = await engine.publish(`id-${each}`, channel, String(each))
  return position!
}

/** Publishes until the engine confirms it, as the application does. */
export async function publishAgain(engine: Engine, id: string, data: string): Promise<Position> {
  for (;;) {
    try {
      return await engine.publish(id, 'prices.OAK', data)
    } catch {
      // The engine is not back yet.
      await pause(50)
    }
  }
}
