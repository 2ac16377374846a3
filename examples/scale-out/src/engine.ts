// What the gateways and the application need from an engine: one ordered stream for all channels, and leases for presence.
import type { Position } from './protocol'

export interface Entry {
  readonly seq: number
  readonly channel: string
  /** JSON text. */
  readonly data: string
}

export interface Start {
  readonly epoch: string
  /** The first entry that follows. */
  readonly first: number
  /** The last entry of the stream at this time; `first - 1` when there is none. */
  readonly last: number
}

export interface Follower {
  /** Called before the first entry, and again whenever the reader lost its place: what follows does not continue what was before. */
  start(at: Start): void
  entry(entry: Entry): void
  /** The reader failed, and tries again. */
  error(error: unknown): void
}

export interface Engine {
  /** Reads the stream in order, until it is stopped, across reconnects. It begins with the last `windowSize` entries. */
  follow(windowSize: number, follower: Follower): () => void
  /**
   * Appends an entry once for each id, also when it is called again with the same id within two minutes. Creates the stream if it
   * does not exist. Rejects when the engine does not confirm the entry in time. It may have been appended: call it again.
   */
  publish(id: string, channel: string, data: string): Promise<Position>
  /** The holder is in the channel for `ttlMs` more. */
  lease(channel: string, holder: string, ttlMs: number): Promise<void>
  release(channel: string, holder: string): Promise<void>
  leases(channel: string): Promise<string[]>
  isConnected(): boolean
  close(): Promise<void>
}

export type EngineName = 'nats' | 'redis'

/** Resolves when the engine is connected. */
export async function createEngine(name: EngineName, url: string): Promise<Engine> {
  switch (name) {
    case 'nats':
      return (await import('./engines/nats')).createNatsEngine(url)
    case 'redis':
      return (await import('./engines/redis')).createRedisEngine(url)
    default:
      throw new Error(`ENGINE must be nats or redis, not ${JSON.stringify(name)}.`)
  }
}
