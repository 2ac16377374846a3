import { systemClock } from '../../core/platform/clock'
import { whenFree } from '../../core/platform/locks'
import type { watchPage } from '../../core/platform/ports'
import { failure, type ConnectionError } from '../../core/vocabulary/errors'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import { unreadable } from '../protocol/errors'
import { workerFailure, workerOutdated } from '../protocol/failures'
import { proveLife } from '../protocol/life'
import { READ_EVERY } from '../protocol/limits'
import { BEAT_MS, VERSION, type ConnectionNews, type OutgoingRequest, type PageMessage, type WorkerMessage } from '../protocol/messages'
import type { AnyFunctions, Lend } from '../protocol/lending'
import { createCallee } from './callee'
import { createWorkerLink, type WorkerSource } from './worker-link'

/** What becomes of all connections of a page together. */
export type SessionEvent =
  /** The worker does not know the page any more. */
  | { readonly type: 'detached' }
  | { readonly type: 'asleep' }
  | { readonly type: 'awake' }
  /** The worker answers. */
  | { readonly type: 'welcome' }
  /** There is no worker. */
  | { readonly type: 'unserved'; readonly error: ConnectionError }

/** What one connection has of the session of its page. */
export interface Line {
  /** Throws when the message cannot be cloned. */
  readonly post: (request: OutgoingRequest) => void
  /**
   * From now on the news of this connection are received.
   *
   * @param connectTimeoutMs How long a worker may take to start.
   */
  open(receive: (news: ConnectionNews) => void, connectTimeoutMs: number): void
  /** Runs a function of the connection for the worker, and posts its result. */
  readonly run: (call: number, run: (signal: AbortSignal) => unknown) => void
  /** Nothing refers to the connection any more. */
  close(): void
}

export interface LineListener {
  on(event: SessionEvent): void
  /** Something went wrong that does not end the connection. */
  onError(error: ConnectionError): void
}

/** What a session needs from the page. */
export interface PageHost {
  readonly watchPage: typeof watchPage
}

export interface SessionOptions {
  /** Functions that the worker may call. */
  readonly lend: Lend<AnyFunctions>
  /** Called with the number of pages that the worker serves, 0 while it serves none. */
  readonly onPageCount: (count: number) => void
}

export interface Session {
  line(listener: LineListener): Line
  /** Says goodbye, and posts nothing more. */
  end(): void
}

/** A timer that is this late shows that the page was suspended: what came meanwhile is still to be read. */
const LATE_AFTER_MS = 1000

/** The page's side of the port. It starts with the first connection that is wanted. */
export function createSession(page: PageHost, worker: WorkerSource, { lend, onPageCount }: SessionOptions): Session {
  /** The connections that are wanted. */
  const open = new Map<number, LineListener & { receive(news: ConnectionNews): void }>()
  let status: 'off' | 'calling' | 'up' | 'failed' = 'off'
  let isAsleep = false
  let lastId = 0
  /** Messages of the worker since the hello. */
  let read = 0
  let answerMs = 0
  /** Whether anything came since the last `beat`. */
  let isHeard = false
  let stopTimer: Unsubscribe = () => {}
  let releaseLock: Unsubscribe = () => {}
  let stopWaiting: Unsubscribe = () => {}
  let stopWatching: Unsubscribe = () => {}

  const link = createWorkerLink(worker, {
    receive: (data) => (Array.isArray(data) ? (data as WorkerMessage[]).forEach(receiveSafely) : receive(data as WorkerMessage)),
    failed: () => open.forEach(({ onError }) => onError(failure('decode-failed', unreadable()))),
    closed: () => fail(workerFailure('end')),
    // A worker that has answered goes on after an error.
    broken: (cause) => status === 'calling' && fail(workerFailure('start', cause)),
  })

  function post(message: PageMessage): void {
    if (!isAsleep) link.post(message)
  }

  const callee = createCallee(post)
  const emit = (event: SessionEvent) => [...open.values()].forEach((line) => line.on(event))

  function start(connectTimeoutMs: number): void {
    answerMs = connectTimeoutMs
    if (status === 'calling' || status === 'up') return
    if (status === 'off') stopWatching = page.watchPage(sleep, wake)
    try {
      link.start()
    } catch (cause) {
      return fail(workerFailure('start', cause))
    }
    hello()
  }

  function hello(): void {
    endLife()
    status = 'calling'
    read = 0
    expectWithin(answerMs, () => fail(workerFailure('silence')))
    post({ type: 'hello', version: VERSION, lends: Object.keys(lend) })
    releaseLock = proveLife((lock) => post({ type: 'lock', lock }))
  }

  function expectWithin(ms: number, onSilent: () => void): void {
    const due = systemClock.now() + ms
    stopTimer = systemClock.setTimer(() => {
      if (systemClock.now() - due > LATE_AFTER_MS) stopTimer = systemClock.setTimer(onSilent, LATE_AFTER_MS)
      else onSilent()
    }, ms)
  }

  function beatLater(): void {
    stopTimer()
    stopTimer = systemClock.setTimer(() => {
      isHeard = false
      post({ type: 'beat' })
      // The answer may wait behind many messages.
      expectWithin(BEAT_MS, () => (isHeard ? beatLater() : fail(workerFailure('end'))))
    }, BEAT_MS)
  }

  function endLife(): void {
    callee.end()
    stopTimer()
    releaseLock()
    // A request that waits would keep the page out of the back-forward cache, too.
    stopWaiting()
  }

  /** An error must not stop the messages after it. */
  function receiveSafely(message: WorkerMessage): void {
    try {
      receive(message)
    } catch (error) {
      systemClock.reportError(error)
    }
  }

  function receive(message: WorkerMessage): void {
    // A page that receives messages while it is in the back-forward cache is evicted from there.
    if (isAsleep) return
    isHeard = true
    if (++read % READ_EVERY === 0) post({ type: 'read', count: read })
    if (message.type === 'unknown' && message.version !== VERSION) return fail(workerOutdated())
    // Late, but it lives.
    if (status === 'failed') return hello()
    switch (message.type) {
      case 'unknown':
        hello()
        return emit({ type: 'detached' })
      case 'welcome':
        status = 'up'
        beatLater()
        return emit({ type: 'welcome' })
      case 'alive':
        return status === 'up' ? beatLater() : undefined
      case 'lock':
        stopWaiting()
        stopWaiting = whenFree(message.lock, () => fail(workerFailure('end')))
        return
      case 'pages':
        return onPageCount(message.count)
      case 'invoke':
        return callee.run(message.call, (signal) => (lend[message.name] as (...args: unknown[]) => unknown)(...message.args, { signal }))
      case 'abort':
        return callee.abort(message.call)
      default:
        if (status === 'up') open.get(message.id)?.receive(message)
    }
  }

  function fail(error: ConnectionError): void {
    endLife()
    status = 'failed'
    onPageCount(0)
    emit({ type: 'unserved', error })
  }

  function sleep(): void {
    if (isAsleep) return
    emit({ type: 'asleep' })
    link.sayGoodbye()
    endLife()
    isAsleep = true
  }

  function wake(): void {
    if (!isAsleep) return
    isAsleep = false
    // Otherwise the next retry starts it.
    if (status !== 'failed') hello()
    emit({ type: 'awake' })
  }

  return {
    line(listener) {
      const id = ++lastId
      return {
        post: (request) => {
          if (open.has(id)) post({ ...request, id })
        },
        open(receive, connectTimeoutMs) {
          open.set(id, { ...listener, receive })
          start(connectTimeoutMs)
        },
        run: callee.run,
        close: () => void open.delete(id),
      }
    },
    end() {
      endLife()
      stopWatching()
      link.end()
      status = 'off'
      open.clear()
      onPageCount(0)
    },
  }
}
