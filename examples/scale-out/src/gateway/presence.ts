// Who is in which channel, over all gateways. Each gateway holds a lease for each of its users. A lease ends when the last socket of
// the user leaves, or by itself when the gateway is killed.
import type { Engine } from '../engine'

const POLL_MS = 1000

export interface PresenceOptions {
  readonly engine: Engine
  readonly gateway: string
  readonly leaseMs: number
  /** The users of a channel are others than before. */
  onChange(channel: string, users: readonly string[]): void
  onError(error: unknown): void
}

export interface Presence {
  join(channel: string, user: string): void
  leave(channel: string, user: string): void
  /** The last known users; undefined when they are not known yet. */
  usersOf(channel: string): readonly string[] | undefined
  /** Resolves when all changes are with the engine. */
  stop(): Promise<void>
}

interface Room {
  /** Sockets by user. */
  readonly local: Map<string, number>
  users: readonly string[] | undefined
  /** Counts the polls, so that the result of an earlier one does not replace that of a later one. */
  polls: number
}

export function createPresence({ engine, gateway, leaseMs, onChange, onError }: PresenceOptions): Presence {
  const rooms = new Map<string, Room>()
  const pending = new Set<Promise<void>>()
  // Two gateways may hold a lease for the same user.
  const holder = (user: string): string => `${user}@${gateway}`

  function run(task: () => Promise<void>): void {
    const running = task()
      .catch(onError)
      .finally(() => pending.delete(running))
    pending.add(running)
  }

  async function poll(channel: string): Promise<void> {
    const room = rooms.get(channel)
    if (!room) return
    const number = ++room.polls
    const holders = await engine.leases(channel)
    if (number !== room.polls || rooms.get(channel) !== room) return
    const users = [...new Set(holders.map((each) => each.slice(0, each.lastIndexOf('@'))))].sort()
    if (String(users) === String(room.users)) return
    room.users = users
    onChange(channel, users)
  }

  const polling = setInterval(() => {
    for (const channel of rooms.keys()) run(() => poll(channel))
  }, POLL_MS)
  const renewing = setInterval(() => {
    for (const [channel, { local }] of rooms) for (const user of local.keys()) run(() => engine.lease(channel, holder(user), leaseMs))
  }, leaseMs / 3)

  return {
    join(channel, user) {
      const room = rooms.get(channel) ?? { local: new Map(), users: undefined, polls: 0 }
      rooms.set(channel, room)
      const sockets = room.local.get(user) ?? 0
      room.local.set(user, sockets + 1)
      if (sockets > 0) return
      run(async () => {
        await engine.lease(channel, holder(user), leaseMs)
        await poll(channel)
      })
    },
    leave(channel, user) {
      const room = rooms.get(channel)
      const sockets = room?.local.get(user) ?? 0
      if (!room || sockets === 0) return
      if (sockets > 1) return void room.local.set(user, sockets - 1)
      room.local.delete(user)
      if (room.local.size === 0) rooms.delete(channel)
      run(async () => {
        await engine.release(channel, holder(user))
        // The user may have joined again, and the engine may have done that first.
        if (rooms.get(channel)?.local.has(user)) await engine.lease(channel, holder(user), leaseMs)
        await poll(channel)
      })
    },
    usersOf: (channel) => rooms.get(channel)?.users,
    async stop() {
      clearInterval(polling)
      clearInterval(renewing)
      await Promise.all(pending)
    },
  }
}
