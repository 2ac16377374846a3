import type { Path } from '../protocol'
import { createChat } from './chat'
import type { Endpoint } from './client'
import { createCounter } from './counter'
import { createEcho } from './echo'
import { createMarket } from './market'
import { createSlots } from './slots'
import type { Slots } from './slots'
import { createTicker } from './ticker'

/** Returns the endpoint of a path. Each session has its own: a chat room, a market, and so on. */
export type Endpoints = (path: Path) => Endpoint

const PROCESSES_PER_SESSION = 4

/** An endpoint is created when it is first needed, because a market takes a megabyte. */
export const createEndpoints = (processes: Slots): Endpoints => {
  const creators: Record<Path, () => Endpoint> = {
    '/echo': createEcho,
    '/chat': () => createChat(),
    '/ticker': () => createTicker(),
    '/counter': () => createCounter(createSlots(PROCESSES_PER_SESSION, processes)),
    '/market': () => createMarket(),
  }
  const created = new Map<Path, Endpoint>()
  return (path) => {
    const endpoint = created.get(path) ?? creators[path]()
    created.set(path, endpoint)
    return endpoint
  }
}
