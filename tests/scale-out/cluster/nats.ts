import { jetstreamManager, type StreamAPI } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { engineArguments } from '../../../examples/scale-out/demo/engine-arguments'
import type { Guard } from '../kit/guard'
import type { EngineServer } from './engine'
import { NATS_SERVER } from './parts'

export const NATS_SUBJECTS = 'feed.>'

/** Calls a function with the streams of a server, as an administrator. */
export async function administerNats<T>(url: string, run: (streams: StreamAPI) => Promise<T>): Promise<T> {
  const connection = await connect({ servers: url })
  try {
    return await run((await jetstreamManager(connection)).streams)
  } finally {
    await connection.close()
  }
}

export async function startNats(guard: Guard, folder: string): Promise<EngineServer> {
  const process = await guard.start((port) => ({ command: [NATS_SERVER, ...engineArguments('nats', port, folder)] }))
  const url = `nats://127.0.0.1:${process.port}`

  const administer = (run: (streams: StreamAPI, name: string) => Promise<unknown>): Promise<void> =>
    administerNats(url, async (streams) => void (await run(streams, await streams.find(NATS_SUBJECTS))))

  return {
    url,
    process,
    // As a smaller limit does it: the stream denies a purge.
    trim: (keep) =>
      administer(async (streams, name) => {
        const { max_msgs } = (await streams.info(name)).config
        await streams.update(name, { max_msgs: keep })
        await streams.update(name, { max_msgs })
      }),
    deleteStream: () => administer((streams, name) => streams.delete(name)),
    // Only in a stream that does not deny it.
    deleteEntry: (seq) => administer((streams, name) => streams.deleteMessage(name, seq)),
  }
}
