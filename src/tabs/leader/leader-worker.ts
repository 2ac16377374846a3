import { systemClock } from '../../core/platform/clock'
import { createRegistry } from '../../core/registry/registry'
import { VERSION, type WorkerMessage } from '../protocol/messages'
import { uniqueId } from '../protocol/unique-id'
import { createServer } from '../worker/serve'
import type { ElectionSettings } from './election-types'
import { connectAlone, createLeaderLine, type Service } from './leader-line'
import type { Port } from '../protocol/port-end'
import type { ElectionPlatform } from './runner'
import { watchLines } from './service'

/** The messages that carry a frame of a server. Only these show that the leader works. */
const FRAMES: ReadonlySet<string> = new Set<WorkerMessage['type']>(['message', 'routed', 'reply'])
const LOST: WorkerMessage = { type: 'unknown', version: VERSION }

export interface LeaderWorkerOptions {
  readonly name: string
  /** Null where a browser, or an insecure context, cannot elect a leader. */
  readonly platform: ElectionPlatform | null
  readonly optionsFor: Parameters<typeof createServer>[1]
  /** This page serves itself, because no leader can be elected. */
  readonly onUnavailable: () => void
  readonly settings?: Partial<ElectionSettings>
}

/** What a page uses in place of a shared worker: the page that leads runs its part. Closing the port leaves the election. */
export function createLeaderWorker({ name, platform, optionsFor, onUnavailable, settings = {} }: LeaderWorkerOptions): { readonly port: Port } {
  function serve(): Service {
    const registry = createRegistry()
    const server = createServer(registry, optionsFor)
    const lines = watchLines(registry, platform?.now ?? systemClock.now)
    return {
      connect(port) {
        const disconnect = server.connect(port)
        port.addEventListener('close', disconnect)
      },
      stop() {
        server.stop()
        lines.stop()
      },
      probe: lines.probe,
      lastFrameAt: lines.lastFrameAt,
    }
  }

  if (!platform) {
    onUnavailable()
    return { port: connectAlone(serve()) }
  }
  const { port } = createLeaderLine({
    // Pages of another release do not understand this one, and elect a leader of their own.
    ...{ name: `websocket-store/${VERSION}/${name}`, id: uniqueId(platform), platform, settings, onUnavailable },
    lostMessage: LOST,
    // Only messages of the server are posted together.
    isFrame: (message) => Array.isArray(message) || FRAMES.has((message as WorkerMessage).type),
    serve,
  })
  return { port }
}
