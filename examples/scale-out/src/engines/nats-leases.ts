// Leases in NATS: entries of a stream that the server removes after `max_age`. (The key-value store of NATS is made of the same parts.
// But to list its keys it creates a consumer each time, and that list can hang for 30 s while keys expire.)
import { jetstream, JetStreamApiError, type JetStreamManager } from '@nats-io/jetstream'
import { nanos, type NatsConnection } from '@nats-io/transport-node'
import type { Engine } from '../engine'

const STREAM = 'presence'
const NAME_IN_USE = 10_058

const subjectOf = (channel: string, holder: string): string => `${STREAM}.${channel}.${Buffer.from(holder).toString('base64url')}`

const holderOf = (subject: string): string => Buffer.from(subject.split('.').at(-1)!, 'base64url').toString()

export function createNatsLeases(connection: NatsConnection, { streams }: JetStreamManager): Pick<Engine, 'lease' | 'release' | 'leases'> {
  const client = jetstream(connection)
  /** The time of the stream. It is the same for all leases, so all gateways must use the same one. */
  let currentMs: number | undefined

  async function setTime(ttlMs: number): Promise<void> {
    const times = { max_age: nanos(ttlMs), duplicate_window: nanos(ttlMs) }
    const config = { name: STREAM, subjects: [`${STREAM}.>`], max_msgs_per_subject: 1, ...times }
    await streams.add(config).catch((error: unknown) => {
      if (!(error instanceof JetStreamApiError) || error.code !== NAME_IN_USE) throw error
      return streams.update(STREAM, config)
    })
    currentMs = ttlMs
  }

  return {
    async lease(channel, holder, ttlMs) {
      if (currentMs !== ttlMs) await setTime(ttlMs)
      await client.publish(subjectOf(channel, holder)).catch((error: unknown) => {
        // The stream may have been deleted. The next renewal creates it.
        currentMs = undefined
        throw error
      })
    },
    async release(channel, holder) {
      await streams.purge(STREAM, { filter: subjectOf(channel, holder) })
    },
    async leases(channel) {
      const { state } = await streams.info(STREAM, { subjects_filter: `${STREAM}.${channel}.*` })
      return Object.keys(state.subjects ?? {}).map(holderOf)
    },
  }
}
