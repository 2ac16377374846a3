import { startWorker } from '../kit/worker'
import type { Truth } from '../truth'

export interface PublisherSettings {
  readonly engine: string
  readonly engineUrl: string
  readonly secret: string
  readonly channels: readonly string[]
  /** See `createPublisher`. */
  readonly doubled?: number | undefined
  /** File of the script of the page. */
  readonly page: string
}

export type PublisherRequest =
  | { readonly type: 'listen' }
  | { readonly type: 'run'; readonly messages: number; readonly durationMs: number; readonly seed: number }

export interface Published {
  readonly truth: Truth
  /** Publishes that were not confirmed in time, and were repeated. */
  readonly retries: number
}

/** Also answered during a run. */
export const PUBLISHED_PATH = '/published'

export interface PublisherProcess {
  readonly port: number
  /** How many messages are published and confirmed. */
  published(): Promise<number>
  run(options: { messages: number; durationMs: number; seed: number }): Promise<Published>
  end(): void
}

export async function startPublisher(program: string, settings: PublisherSettings): Promise<PublisherProcess> {
  const worker = startWorker<PublisherRequest>(program, { PUBLISHER: JSON.stringify(settings) })
  const port = (await worker.send({ type: 'listen' })) as number
  return {
    port,
    published: async () => Number(await (await fetch(`http://127.0.0.1:${port}${PUBLISHED_PATH}`)).text()),
    run: async (options) => (await worker.send({ type: 'run', ...options })) as Published,
    end: worker.end,
  }
}
