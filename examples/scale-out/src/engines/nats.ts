// NATS JetStream, 2.9 or later. The epoch is the time when the stream was created, and `seq` the sequence in the stream.
//
// A stream is found by its subjects, and each new one has another name. The server forgets a stream that is deleted before it removes its
// files. If a stream of the same name is created meanwhile, it loses its own files, and takes no entries after a while.
import { setTimeout as delay } from 'node:timers/promises'
import { jetstream, JetStreamApiError, jetstreamManager, type ConsumerMessages, type PubAck, type StreamInfo } from '@nats-io/jetstream'
import { connect, nanos, nuid } from '@nats-io/transport-node'
import type { Engine, Follower } from '../engine'
import type { Position } from '../protocol'
import { createNatsLeases } from './nats-leases'
import { watchForStall } from './stall'

const PREFIX = 'feed'
const SUBJECTS = `${PREFIX}.>`
const SUBJECTS_IN_USE = 10_065
const MAX_ENTRIES = 100_000
const RETRY_MS = 250
const TIMEOUT_MS = 2000
const CHECK_MS = 5000

export async function createNatsEngine(url: string): Promise<Engine> {
  // A server that stops answering is noticed when two pings are unanswered.
  const pings = { pingInterval: 2000, maxPingOut: 2 }
  const reconnect = { waitOnFirstConnect: true, maxReconnectAttempts: -1, reconnectTimeWait: RETRY_MS }
  const connection = await connect({ servers: url, timeout: TIMEOUT_MS, ...pings, ...reconnect })
  const manager = await jetstreamManager(connection, { timeout: TIMEOUT_MS, checkAPI: false })
  const client = jetstream(connection, { timeout: TIMEOUT_MS })
  const readings = new Set<ConsumerMessages>()
  let isConnected = true
  let knownEpoch: string | undefined

  void (async () => {
    for await (const { type } of connection.status()) {
      if (type === 'reconnect') isConnected = true
      if (type !== 'disconnect') continue
      isConnected = false
      // What was on the way is lost. Only another consumer sends it again.
      for (const reading of readings) reading.stop()
    }
  })()

  async function createStream(): Promise<void> {
    const limits = { max_msgs: MAX_ENTRIES, deny_delete: true, deny_purge: true }
    await manager.streams.add({ name: `${PREFIX}-${nuid.next()}`, subjects: [SUBJECTS], ...limits }).catch((error: unknown) => {
      // Another publisher, or another channel of this one, was faster.
      if (!(error instanceof JetStreamApiError) || error.code !== SUBJECTS_IN_USE) throw error
    })
  }

  async function append(msgID: string, channel: string, data: string): Promise<PubAck> {
    const send = () => client.publish(`${PREFIX}.${channel}`, data, { msgID })
    try {
      return await send()
    } catch (error) {
      // No stream takes the subject. The client library does not export this class.
      if (!(error instanceof Error) || error.name !== 'JetStreamNotEnabled') throw error
      await createStream()
      return await send()
    }
  }

  async function streamInfo(name: string): Promise<StreamInfo> {
    const info = await manager.streams.info(name)
    // These remove entries between others. Then a jump of the sequence would not show a loss.
    if (info.config.max_msgs_per_subject > 0 || info.config.allow_rollup_hdrs) {
      throw new Error(`Remove the limit per subject and the rollup of the stream ${name}. Limit it with max_msgs, max_bytes or max_age.`)
    }
    return info
  }

  function follow(windowSize: number, { start, entry, error }: Follower): () => void {
    let place = { epoch: '', next: 0 }
    let isStopped = false
    let reading: ConsumerMessages | undefined

    /** Reads on from its place, until the consumer ends. */
    async function read(): Promise<void> {
      const stream = await manager.streams.find(SUBJECTS)
      const { created: epoch, state } = await streamInfo(stream)
      const { first_seq: first, last_seq: last } = state
      const begin = (next: number): void => {
        place = { epoch, next }
        start({ epoch, first: next, last: Math.max(last, next - 1) })
      }
      if (place.epoch !== epoch || place.next < first || place.next > last + 1) begin(Math.max(1, first, last + 1 - windowSize))
      const from = place.next
      const position = { deliver_policy: 'by_start_sequence', opt_start_seq: from } as const
      const settings = { ack_policy: 'none', mem_storage: true, inactive_threshold: nanos(30_000) } as const
      const { name } = await manager.consumers.add(stream, { ...position, ...settings })
      // A consumer is deleted with its stream. If the stream is still the same, everything it delivers is of this epoch. An ordered
      // consumer would not do: it continues in a stream of the same name, which an administrator may create.
      if ((await streamInfo(stream)).created !== epoch || isStopped) return
      const consumer = await client.consumers.get(stream, name)
      const messages = await consumer.consume({
        max_messages: 1000,
        expires: TIMEOUT_MS,
        abort_on_missing_resource: true,
        callback(message) {
          if (message.seq !== place.next) {
            // Lost on the way: another consumer reads it. If this is already that consumer, the stream does not hold it.
            if (place.next !== from) return messages.stop()
            begin(message.seq)
          }
          place.next++
          entry({ seq: message.seq, channel: message.subject.slice(PREFIX.length + 1), data: message.string() })
        },
      })
      reading = messages
      readings.add(messages)
      const progress = { lastSeq: async () => (await streamInfo(stream)).state.last_seq, next: () => place.next }
      const stopWatching = watchForStall(progress, CHECK_MS, () => messages.stop())
      const reason = await messages.closed()
      stopWatching()
      readings.delete(messages)
      if (reason) throw reason
    }

    void (async () => {
      while (!isStopped) {
        await read().catch(async (reason: unknown) => {
          if (!isStopped) error(reason)
          await delay(RETRY_MS)
        })
      }
    })()
    return () => {
      isStopped = true
      reading?.stop()
    }
  }

  async function publish(id: string, channel: string, data: string): Promise<Position> {
    // The confirmation does not name the epoch. It is right when the epoch was the same before and after. If not, the entry may be lost
    // with the old stream, so it is published again. In the new stream it has the same id.
    for (;;) {
      const epoch = knownEpoch
      const { seq, stream } = await append(id, channel, data)
      knownEpoch = (await streamInfo(stream)).created
      if (epoch === knownEpoch) return { seq, epoch }
    }
  }

  return {
    follow,
    publish,
    ...createNatsLeases(connection, manager),
    isConnected: () => isConnected,
    close: () => connection.close(),
  }
}
