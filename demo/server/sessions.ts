import type { Duplex } from 'node:stream'
import type { Client } from './client'
import { createEndpoints } from './endpoints'
import type { Endpoints } from './endpoints'
import { createFaultSwitches } from './faults'
import type { FaultSwitches } from './faults'
import { createSlots } from './slots'

const MAX_SESSIONS = 100
const MAX_PROCESSES = 32
const MAX_TABS = 50
const FORGET_AFTER_MS = 10 * 60_000
const SWEEP_EVERY_MS = 60_000

/** Everything that one visitor uses. The tabs of one browser share a session, and nothing is shared by two sessions. */
export interface VisitorSession {
  readonly endpoint: Endpoints
  readonly switches: FaultSwitches
  readonly clients: Set<Client>
  /** Upgrades that wait for the end of a silence. */
  readonly pendingUpgrades: Set<Duplex>
  /** Number of sockets that each tab has opened. */
  readonly openedByTab: Map<string, number>
  lastUsedAt: number
}

export interface SessionsOptions {
  readonly now?: () => number
  readonly maxSessions?: number
}

export interface Sessions {
  /** Finds a session, or starts it. Undefined if too many sessions have open sockets. */
  use(id: string): VisitorSession | undefined
  /** Finds a session, but does not start it. */
  find(id: string): VisitorSession | undefined
  all(): Iterable<VisitorSession>
  dispose(): void
}

export const socketCount = ({ clients, pendingUpgrades }: VisitorSession): number => clients.size + pendingUpgrades.size

export const countOpened = ({ openedByTab }: VisitorSession, tab: string): void => {
  const count = openedByTab.get(tab) ?? 0
  if (count === 0 && openedByTab.size >= MAX_TABS) openedByTab.delete([...openedByTab.keys()][0] ?? '')
  openedByTab.set(tab, count + 1)
}

/** Keeps the sessions of all visitors. A session without sockets is forgotten when it was not used for ten minutes. */
export const createSessions = ({ now = Date.now, maxSessions = MAX_SESSIONS }: SessionsOptions = {}): Sessions => {
  /** The least recently used session is the first. */
  const sessions = new Map<string, VisitorSession>()
  const processes = createSlots(MAX_PROCESSES)

  const forget = (id: string, session: VisitorSession): void => {
    session.switches.dispose()
    sessions.delete(id)
  }

  const forgetIdle = (): void => {
    for (const [id, session] of sessions)
      if (socketCount(session) === 0 && now() - session.lastUsedAt >= FORGET_AFTER_MS) forget(id, session)
  }

  const forgetLeastRecent = (): void => {
    for (const [id, session] of sessions) if (socketCount(session) === 0) return forget(id, session)
  }

  const find = (id: string): VisitorSession | undefined => {
    const session = sessions.get(id)
    if (session === undefined) return undefined
    session.lastUsedAt = now()
    sessions.delete(id)
    sessions.set(id, session)
    return session
  }

  const start = (id: string): VisitorSession | undefined => {
    forgetIdle()
    if (sessions.size >= maxSessions) forgetLeastRecent()
    if (sessions.size >= maxSessions) return undefined
    const session: VisitorSession = {
      endpoint: createEndpoints(processes),
      switches: createFaultSwitches(),
      clients: new Set(),
      pendingUpgrades: new Set(),
      openedByTab: new Map(),
      lastUsedAt: now(),
    }
    sessions.set(id, session)
    return session
  }

  const timer = setInterval(forgetIdle, SWEEP_EVERY_MS)

  return {
    use: (id) => find(id) ?? start(id),
    find,
    all: () => sessions.values(),
    dispose: () => {
      clearInterval(timer)
      for (const [id, session] of sessions) forget(id, session)
    },
  }
}
