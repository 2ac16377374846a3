// Redis Streams, 7.0 or later. The id of an entry is `<time when the stream was created>-<seq>`. The epoch is that time and the
// replication id of the server. That is another one after a restart or a failover, when the last entries may be lost.
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Engine, Follower } from '../engine'
import { LEASE, LEASES, PUBLISH, READ } from './redis-scripts'

const STREAM = 'feed'
const MAX_ENTRIES = 100_000
const BATCH = 500
const BLOCK_MS = 1000
const RETRY_MS = 250
const TIMEOUT_MS = 5000
const ID_SECONDS = 120

type ReadReply = [first: string | null, last: string, epoch: string, entries: [id: string, fields: [string, string, string, string]][]] | null

const seqOf = (id: string): number => Number(id.split('-')[1])

/** A command fails at once while Redis is away, and the caller tries again. Without this it would wait in a queue. */
function connected(redis: Redis): Redis {
  if (redis.status !== 'ready') throw new Error('Redis is not connected.')
  return redis
}

export async function createRedisEngine(url: string): Promise<Engine> {
  const clients: Redis[] = []
  async function connect(): Promise<Redis> {
    // A server that does not answer in this time counts as lost.
    const timeouts = { connectTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS }
    const client = new Redis(url, { ...timeouts, maxRetriesPerRequest: 0, retryStrategy: () => RETRY_MS })
    // Without a listener it writes each failed attempt to the console. The commands report them.
    client.on('error', () => {})
    clients.push(client)
    await new Promise((resolve) => client.once('ready', resolve))
    return client
  }
  const redis = await connect()

  function follow(windowSize: number, { start, entry, error }: Follower): () => void {
    let place = { epoch: '', next: 0 }
    let isStopped = false

    async function read(reader: Redis): Promise<void> {
      const reply = (await connected(reader).eval(READ, 1, STREAM, place.next, BATCH)) as ReadReply
      if (isStopped) return
      // Nobody has published yet.
      if (!reply) return void (await delay(RETRY_MS))
      const [firstId, lastId, epoch, entries] = reply
      const last = seqOf(lastId)
      const first = firstId ? seqOf(firstId) : last + 1
      const begin = (next: number): void => {
        place = { epoch, next }
        start({ epoch, first: next, last })
      }
      if (place.epoch !== epoch || place.next < first || place.next > last + 1) return begin(Math.max(first, last + 1 - windowSize))
      for (const [id, [, channel, , data]] of entries) {
        const seq = seqOf(id)
        // Somebody has deleted entries.
        if (seq !== place.next) begin(seq)
        place.next = seq + 1
        entry({ seq, channel, data })
      }
      // Only to wait: what it returns may be of another epoch.
      if (entries.length === 0) await reader.xread('COUNT', 1, 'BLOCK', BLOCK_MS, 'STREAMS', STREAM, lastId)
    }

    void (async () => {
      // XREAD blocks its connection.
      const reader = await connect()
      while (!isStopped) {
        await read(reader).catch(async (reason: unknown) => {
          if (!isStopped) error(reason)
          await delay(RETRY_MS)
        })
      }
      clients.splice(clients.indexOf(reader), 1)
      reader.disconnect()
    })()
    return () => {
      isStopped = true
    }
  }

  const leasesKey = (channel: string): string => `${STREAM}:leases:${channel}`
  return {
    follow,
    async publish(id, channel, data) {
      // The braces put both keys on the same node of a cluster.
      const limits = [Date.now(), MAX_ENTRIES, ID_SECONDS]
      const [entryId, epoch] = (await connected(redis).eval(PUBLISH, 2, STREAM, `{${STREAM}}:id:${id}`, channel, data, ...limits)) as [string, string]
      return { seq: seqOf(entryId), epoch }
    },
    lease: async (channel, holder, ttlMs) => void (await connected(redis).eval(LEASE, 1, leasesKey(channel), holder, ttlMs)),
    release: async (channel, holder) => void (await connected(redis).zrem(leasesKey(channel), holder)),
    leases: async (channel) => (await connected(redis).eval(LEASES, 1, leasesKey(channel))) as string[],
    isConnected: () => clients.every((client) => client.status === 'ready'),
    async close() {
      for (const client of clients) client.disconnect()
    },
  }
}
