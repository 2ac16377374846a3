import type { EngineName } from '../../../examples/scale-out/src/engine'
import type { Cluster } from '../faults/inject'
import type { Guard } from '../kit/guard'
import type { Programs } from '../kit/programs'
import { startPublisher, type PublisherProcess } from '../publisher/publisher-process'
import { startEngine } from './engine'
import { freePorts, GATEWAYS, startGateways } from './gateways'
import { startNginx } from './nginx'

export interface ClusterOptions {
  readonly engine: EngineName
  readonly channels: readonly string[]
  readonly window: number
  readonly doubled?: number | undefined
  /** Changes of the configuration of nginx. */
  readonly nginx?: Readonly<Record<string, string>>
}

/** The programs of the example, with the publisher in place of the application and its page. */
export interface StartedCluster extends Cluster {
  readonly publisher: PublisherProcess
  /** The address of nginx, without a slash at the end. */
  readonly origin: string
  /** Ends what the guard does not end. */
  end(): void
}

const SECRET = 'of-this-run'

export async function startCluster(options: ClusterOptions, programs: Programs, guard: Guard): Promise<StartedCluster> {
  const { engine: name, channels, window, doubled, nginx: changes = {} } = options
  const engine = await startEngine(name, guard)
  // It creates the stream.
  const publisher = await startPublisher(programs.publisher, {
    engine: name,
    engineUrl: engine.url,
    secret: SECRET,
    channels,
    doubled,
    page: programs.page,
  })
  try {
    const [port, ...ports] = await freePorts(1 + GATEWAYS)
    const gateways = await startGateways({ program: programs.gateway, engine: name, engineUrl: engine.url, secret: SECRET, window }, guard, ports)
    const nginx = await startNginx({ port: port!, gateways: ports, application: publisher.port, changes }, guard)
    return { engine, publisher, gateways, origin: nginx.origin, reload: nginx.reload, end: publisher.end }
  } catch (error) {
    publisher.end()
    throw error
  }
}
