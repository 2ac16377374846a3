import { ConnectionError, failure } from '../../core/vocabulary/errors'
import { notCloneable, toSent } from '../protocol/errors'
import type { OutgoingNews } from '../protocol/messages'

/** The posts about one connection to one page: in order, and only what the page can use. */
export interface Posting {
  /** The message of the connection that was posted last. */
  readonly last: { readonly message: unknown } | null
  /** Throws when the news cannot be cloned, unless they are messages of the server: these are reported to the page, once. */
  post(news: OutgoingNews): void
  /** A message of the server could not be cloned. */
  refuse(cause: unknown): void
  /** Whether anything in the page uses the messages of the connection. */
  listen(isListening: boolean): void
  /** The page reads again. */
  unpause(): void
}

export interface PostingHost {
  /** Posts to the page, whatever it is. */
  send(news: OutgoingNews): void
  /** Posts what waits for the end of a frame. */
  flush(): void
  /** The latest message of the connection. */
  latest(): { readonly message: unknown } | null
  isPaused(): boolean
}

/** What is not posted to a page that does not read. It gets the latest state, and what it has missed of channels, later. */
const PAUSED: ReadonlySet<OutgoingNews['type']> = new Set(['message', 'latest', 'state', 'topic', 'recovery', 'history', 'routed'])
/** Everything else is posted after the messages that wait for the end of their frame. */
const IN_FRAMES: ReadonlySet<OutgoingNews['type']> = new Set(['message', 'routed', 'taken'])
/** What the codec of the worker has made, so that it may be anything. */
const DECODED: ReadonlySet<OutgoingNews['type']> = new Set(['message', 'latest', 'history', 'routed'])
const MISSED = 'The page read nothing for some time, and messages were dropped. Use channels, which catch up, for what must not be missed.'

export function createPosting({ send, flush, latest, isPaused }: PostingHost, isInitiallyListening: boolean): Posting {
  let isListening = isInitiallyListening
  let last: Posting['last'] = null
  /** Messages were not posted, because the page did not read. */
  let hasMissed = false
  /** Messages were not posted, because nothing in the page would have used them. */
  let hasSkipped = false
  let hasRefused = false

  function post(news: OutgoingNews): void {
    if (!IN_FRAMES.has(news.type)) flush()
    if (news.type === 'message' && !isListening) {
      hasSkipped = true
      last = null
      return
    }
    if (isPaused() && PAUSED.has(news.type)) {
      hasMissed ||= news.type === 'message'
      return
    }
    try {
      send(news)
    } catch (cause) {
      if (!DECODED.has(news.type)) throw cause
      return refuse(cause)
    }
    if (news.type === 'message') last = news
  }

  /** Once: each message of this codec would have the same error. */
  function refuse(cause: unknown): void {
    if (hasRefused) return
    hasRefused = true
    send({ type: 'error', error: toSent(failure('decode-failed', notCloneable(cause))) })
  }

  function postLatest(): void {
    const current = latest()
    if (current) post({ type: 'latest', ...current })
  }

  return {
    get last() {
      return last
    },
    post,
    refuse,
    listen(next) {
      flush()
      isListening = next
      if (!next || !hasSkipped) return
      hasSkipped = false
      postLatest()
    },
    unpause() {
      if (!hasMissed) return
      hasMissed = false
      post({ type: 'error', error: toSent(new ConnectionError('messages-lost', MISSED)) })
      if (isListening) postLatest()
    },
  }
}
