import { canSendNow } from '../../core/features/can-send-now'
import { systemClock } from '../../core/platform/clock'
import { whenFree } from '../../core/platform/locks'
import { listenTo, type PortLike } from '../../core/platform/ports'
import { NORMAL_CLOSE } from '../../core/policy/close-code'
import type { CloseInfo, Unsubscribe } from '../../core/vocabulary/wire'
import { failure } from '../../core/vocabulary/errors'
import { toSent, unreadable } from '../protocol/errors'
import { workerFailure } from '../protocol/failures'
import { LEASE_MS, VERSION, type ConnectionRequest, type OutgoingNews, type PageMessage, type WorkerMessage } from '../protocol/messages'
import { createBatches } from './batches'
import { createCalls, type Calls } from './calls'
import type { Lease } from './lease'
import type { Lending, LendingPage } from './lending'
import type { PageCount } from './page-count'
import { createPosting, type Posting } from './posting'
import { createReadWindow } from './read-window'
import type { Served } from './served'

type Wanted = Extract<PageMessage, { type: 'want' }>

/** Finds the connection that a page wants, or makes it. */
export type FindServed = (want: Wanted) => { readonly served: Served; readonly isNew: boolean }

interface Held extends Lease {
  readonly served: Served
  readonly calls: Calls
  readonly posting: Posting
}

/** A socket emits no event when its buffer empties. */
const CHECK_BUFFER_MS = 25

/** What all pages of a worker share. */
export interface SharedByPages {
  readonly pageCount: PageCount
  readonly lending: Lending
  /** The lock that proves that the worker lives. */
  readonly lock: Promise<string> | undefined
}

/** One page: its leases, which end with it. */
export function acceptPage(port: PortLike, find: FindServed, { pageCount, lending, lock: workerLock }: SharedByPages): Unsubscribe {
  const leases = new Map<number, Held>()
  /** Null: the worker does not know the page, or not any more. */
  let page: LendingPage | null = null
  let isTold = false
  let life = 0
  let stopWaiting: Unsubscribe = () => {}
  let forgetLock: Unsubscribe = () => {}
  let uncount: Unsubscribe = () => {}

  const window = createReadWindow(unpause)
  const batches = createBatches(port, (id, cause) => leases.get(id)?.posting.refuse(cause))

  function post(message: WorkerMessage): void {
    batches.post(message)
    window.posted()
  }

  function receive(message: PageMessage): void {
    if (message.type === 'hello') return hello(message)
    if (message.type === 'goodbye') return end(message.isAlone ? NORMAL_CLOSE : null)
    if (!page) return tellUnknown()
    listenOn()
    if (message.type === 'beat') return post({ type: 'alive' })
    if (message.type === 'read') return window.read(message.count)
    if (message.type === 'lock') return endWith(message.lock)
    if (message.type === 'accepted') return page.accepted(message.call)
    if (message.type === 'returned') return page.returned(message.call, message.answer)
    if (message.type === 'want') return want(message)
    const lease = leases.get(message.id)
    if (lease) handle(lease, message)
  }

  function hello({ version, lends }: Extract<PageMessage, { type: 'hello' }>): void {
    end()
    isTold = false
    if (version !== VERSION) return tellUnknown()
    page = lending.add(lends, post)
    window.reset()
    uncount = pageCount.add(post)
    const own = ++life
    listenOn()
    post({ type: 'welcome' })
    void workerLock?.then((lock) => page && own === life && post({ type: 'lock', lock }))
  }

  /** The browser releases the lock when the page ends, for whatever reason. */
  function endWith(lock: string): void {
    forgetLock()
    forgetLock = whenFree(lock, end)
  }

  /** Once is enough: the page says hello then. Each further one would make it do so again. */
  function tellUnknown(): void {
    if (!isTold) post({ type: 'unknown', version: VERSION })
    isTold = true
  }

  /** The page lives. */
  function listenOn(): void {
    stopWaiting()
    stopWaiting = systemClock.setTimer(end, LEASE_MS)
  }

  function end(closing: CloseInfo | null = null): void {
    page?.end()
    page = null
    batches.clear()
    uncount()
    stopWaiting()
    forgetLock()
    for (const [id, lease] of leases) leave(id, lease, closing)
  }

  function want(message: Wanted): void {
    const { id, epoch, isReconnect } = message
    const before = leases.get(id)
    if (before) leave(id, before, null)
    const own = life
    // A page that sleeps would be evicted from the back-forward cache.
    const postAbout = (news: OutgoingNews) => {
      if (page && own === life) post({ ...news, id })
    }
    try {
      const { served, isNew } = find(message)
      const lease = createLease(served, message, postAbout)
      leases.set(id, lease)
      if (isReconnect && !isNew) served.connection.reconnect()
      served.add(lease)
    } catch (cause) {
      leases.delete(id)
      postAbout({ type: 'unserved', epoch, error: toSent(workerFailure('options', cause)) })
    }
  }

  function createLease(served: Served, { epoch, url, protocols, isListening }: Wanted, post: (news: OutgoingNews) => void): Held {
    const location = url === null || protocols === null ? null : { url, protocols }
    const posting = createPosting({ send: post, flush: served.flush, latest: served.latest, isPaused: () => window.isPaused }, isListening)
    return {
      ...{ epoch, served, page: page!, location, posting, post: posting.post, calls: createCalls(served.connection, posting.post) },
      get last() {
        return posting.last
      },
      get isPaused() {
        return window.isPaused
      },
    }
  }

  function unpause(): void {
    for (const lease of leases.values()) {
      lease.posting.unpause()
      lease.served.show(lease)
      lease.served.topics.unpause(lease)
    }
  }

  function leave(id: number, lease: Held, closing: { readonly code: number; readonly reason: string } | null): void {
    leases.delete(id)
    lease.calls.end()
    lease.served.remove(lease, closing)
  }

  function handle(lease: Held, message: Exclude<ConnectionRequest, { type: 'want' }>): void {
    const { served, calls } = lease
    const { connection, topics, asks } = served
    switch (message.type) {
      case 'leave':
        lease.epoch = message.epoch
        return leave(message.id, lease, message.closing)
      case 'retry': {
        lease.epoch = message.epoch
        const { readyState } = connection.getSnapshot()
        if (message.isReconnect || readyState === 3) connection.reconnect()
        return served.show(lease)
      }
      case 'renew':
        return void connection.renew().then(
          () => lease.post({ type: 'renewed', call: message.call, error: null }),
          (error: unknown) => lease.post({ type: 'renewed', call: message.call, error: toSent(error) }),
        )
      case 'ping':
        return connection.ping()
      case 'probe':
        return served.probe(message.signal)
      case 'listen':
        return lease.posting.listen(message.isOn)
      case 'send':
        return send(lease, message.number, message.message)
      case 'subscribe':
        return topics.subscribe(message.key, { page: lease, subscription: message.subscription, position: message.position, after: message.after })
      case 'unsubscribe':
        return topics.unsubscribe(lease, message.key)
      case 'resubscribe':
        return topics.resubscribe(message.key)
      case 'request':
        return calls.start(message.call, message.message)
      case 'cancel':
        return calls.cancel(message.call)
      case 'forget':
        return calls.forget(message.call)
      case 'respond':
        return asks.setResponding(lease, message.isOn)
      case 'answer':
        return asks.answer(message.call, message.answer)
    }
  }

  /** Never waits here: a message of a page that ends must not be sent later. */
  function send(lease: Held, number: number, message: unknown): void {
    const { connection } = lease.served
    try {
      if (canSendNow(connection)) connection.send(message, { queue: false })
      else lease.post({ type: 'dropped', message, reason: 'not-open', error: null })
    } catch (error) {
      lease.post({ type: 'dropped', message, reason: 'refused', error: toSent(error) })
    }
    tellBuffer(lease, number)
  }

  function tellBuffer(lease: Held, number: number): void {
    const { bufferedAmount } = lease.served.connection
    lease.post({ type: 'taken', number, bufferedAmount })
    if (bufferedAmount > 0) systemClock.setTimer(() => tellBuffer(lease, number), CHECK_BUFFER_MS)
  }

  const stop = listenTo(port, {
    receive: (data) => receive(data as PageMessage),
    failed: () => leases.forEach((lease) => lease.post({ type: 'error', error: toSent(failure('encode-failed', unreadable())) })),
    closed: end,
  })
  return () => {
    stop()
    end()
  }
}
