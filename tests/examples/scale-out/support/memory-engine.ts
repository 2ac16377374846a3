import type { Engine, Entry, Follower } from '../../../../examples/scale-out/src/engine'

export interface MemoryEngine extends Engine {
  isUp: boolean
  /** Called before an entry is confirmed, and awaited. */
  beforeConfirm: (() => Promise<void>) | undefined
  readonly ids: readonly string[]
  readonly entries: readonly Entry[]
  /** Appends an entry at once. */
  append(channel: string, data: unknown): void
  /** Deletes the stream and creates another one, with an entry for each of these. */
  recreate(...data: readonly [channel: string, data: unknown][]): void
  /** Ends all leases that a gateway holds, as after it was killed for long enough. */
  expire(gateway: string): void
}

/** An engine in one process. Gateways that share it are in the same test. */
export function createMemoryEngine(): MemoryEngine {
  let epoch = 1
  let entries: Entry[] = []
  const seqById = new Map<string, number>()
  const ids: string[] = []
  const followers = new Map<Follower, number>()
  const leases = new Map<string, Map<string, number>>()

  function start(follower: Follower, windowSize: number): void {
    const first = Math.max(1, entries.length + 1 - windowSize)
    follower.start({ epoch: `epoch ${epoch}`, first, last: entries.length })
    for (const entry of entries.slice(first - 1)) follower.entry(entry)
  }

  const engine: MemoryEngine = {
    isUp: true,
    beforeConfirm: undefined,
    ids,
    get entries() {
      return entries
    },
    append(channel, data) {
      const entry = { seq: entries.length + 1, channel, data: JSON.stringify(data) }
      entries.push(entry)
      for (const follower of followers.keys()) follower.entry(entry)
    },
    recreate(...data) {
      epoch++
      entries = data.map(([channel, value], index) => ({ seq: index + 1, channel, data: JSON.stringify(value) }))
      for (const [follower, windowSize] of followers) start(follower, windowSize)
    },
    expire(gateway) {
      for (const holders of leases.values()) for (const holder of holders.keys()) if (holder.endsWith(`@${gateway}`)) holders.delete(holder)
    },
    follow(windowSize, follower) {
      followers.set(follower, windowSize)
      start(follower, windowSize)
      return () => followers.delete(follower)
    },
    async publish(id, channel, data) {
      ids.push(id)
      const position = { seq: seqById.get(id) ?? entries.length + 1, epoch: `epoch ${epoch}` }
      if (!seqById.has(id)) engine.append(channel, JSON.parse(data))
      seqById.set(id, position.seq)
      await engine.beforeConfirm?.()
      return position
    },
    async lease(channel, holder, ttlMs) {
      const holders = leases.get(channel) ?? new Map<string, number>()
      leases.set(channel, holders.set(holder, Date.now() + ttlMs))
    },
    release: async (channel, holder) => void leases.get(channel)?.delete(holder),
    leases: async (channel) => [...(leases.get(channel) ?? [])].filter(([, end]) => end > Date.now()).map(([holder]) => holder),
    isConnected: () => engine.isUp,
    close: async () => {},
  }
  return engine
}
