import { insideOf } from '../../core/connection/connection-facade'
import { systemClock } from '../../core/platform/clock'
import type { Connection } from '../../core/vocabulary/connection'
import type { ConnectionError } from '../../core/vocabulary/errors'
import type { LifecycleSignal } from '../../core/vocabulary/options'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import { toSent } from '../protocol/errors'
import type { OutgoingNews, RemoteState } from '../protocol/messages'
import { createAsks, type Asks } from './asks'
import { createFrameQueue } from './frame-queue'
import type { Lease } from './lease'
import { createSharedTopics, type SharedTopics } from './shared-topics'

export type AnyConnection = Connection<unknown, unknown>

/** A connection that pages share. */
export interface Served {
  readonly connection: AnyConnection
  readonly topics: SharedTopics
  readonly asks: Asks
  readonly leases: ReadonlySet<Lease>
  /** Posts the messages that wait for the end of their frame. */
  flush(): void
  /** The latest message. */
  latest(): { readonly message: unknown } | null
  add(lease: Lease): void
  /** @param closing Of a page that called `disconnect()`: sent to the server when it was the last one. */
  remove(lease: Lease, closing: { readonly code: number; readonly reason: string } | null): void
  /** Posts the state to this page, whether it changed or not. */
  show(lease: Lease): void
  probe(signal: LifecycleSignal): void
}

/** @param onEnd No page uses it, and it is closed: the next page gets another one. */
export function createServed(connection: AnyConnection, onEnd: () => void): Served {
  const leases = new Set<Lease>()
  const releases = new Map<Lease, Unsubscribe>()
  const frames = createFrameQueue(connection)
  let shown: RemoteState | null = null
  let error: ConnectionError | null = null
  let errorNumber = 0

  const postAll = (news: OutgoingNews) => leases.forEach((lease) => lease.post(news))

  function stateNow(): RemoteState {
    const { phase, attempt, retryAt, url, protocol, extensions, lastClose, error: current, latencyMs } = connection.getSnapshot()
    if (current !== error && current) errorNumber++
    error = current
    const { generation } = insideOf(connection).state
    return { phase, generation, attempt, retryAt, url, protocol, extensions, lastClose, error: current && toSent(current), errorNumber, latencyMs }
  }

  const show = (lease: Lease) => lease.post({ type: 'state', epoch: lease.epoch, state: (shown = stateNow()) })

  /** The snapshot changes with every message, too. */
  function follow(): void {
    const before = shown
    const next = stateNow()
    const names = Object.keys(next) as (keyof RemoteState)[]
    const isSame = before && names.every((name) => name === 'error' || before[name] === next[name]) && Boolean(before.error) === Boolean(next.error)
    if (!isSame) leases.forEach(show)
  }

  const pass = (message: unknown) => postAll({ type: 'message', message })

  function end(): void {
    if (leases.size > 0) return
    onEnd()
    connection.dispose()
  }

  connection.on('state', ({ phase }) => {
    follow()
    // After the other listeners.
    if (phase === 'idle') systemClock.setTimer(end, 0)
  })
  connection.on('error', (failed) => {
    // The state shows the others.
    if (failed !== connection.getSnapshot().error) postAll({ type: 'error', error: toSent(failed) })
  })
  connection.subscribe(follow)
  connection.onMessage((message, event) => frames.pass(message, event, () => pass(message)))

  const served: Served = {
    connection,
    topics: createSharedTopics(connection, frames),
    asks: createAsks(connection),
    leases,
    flush: frames.flush,
    latest() {
      const { data, lastMessage } = insideOf(connection).latest
      return lastMessage && { message: data }
    },
    add(lease) {
      leases.add(lease)
      served.asks.add(lease)
      releases.set(lease, connection.retain())
      show(lease)
    },
    remove(lease, closing) {
      const { epoch } = lease
      const isLast = leases.size === 1
      const left = (close: typeof closing) => lease.post({ type: 'left', epoch, close: close && { ...close, wasClean: true } })
      leases.delete(lease)
      served.topics.drop(lease)
      served.asks.remove(lease)
      if (!isLast || !closing) left(closing)
      else {
        onEnd()
        const close = () => {
          const { lastClose } = connection.getSnapshot()
          lease.post({ type: 'left', epoch, close: lastClose })
          systemClock.setTimer(() => connection.dispose(), 0)
        }
        connection.disconnect(closing.code, closing.reason)
        if (connection.getSnapshot().phase === 'closed') close()
        else connection.on('close', close)
      }
      releases.get(lease)?.()
      releases.delete(lease)
    },
    show,
    probe: (signal) => insideOf(connection).dispatch({ type: 'signal', signal }),
  }
  return served
}
