import type { TapEvent } from '../../core/vocabulary/tap'
import { errorText, textOf } from './text-of'
import type { RequestRecord } from './types'

const MAX_REQUESTS = 500
/** A stream may have any number of replies. Beyond this the time of the last one replaces that of the one before. */
const MAX_REPLIES = 100

type RequestEvent = Extract<TapEvent, { readonly type: 'request' }>
type Open = { -readonly [K in keyof RequestRecord]: RequestRecord[K] } & { repliedAt: number[] }
interface Entry {
  readonly open: Open
  /** A copy for readers; null when it is out of date. */
  published: RequestRecord | null
}

/** The requests of one connection, at most 500. */
export interface RequestLog {
  handle(event: RequestEvent): void
  clear(): void
  /** In the order in which they started; the same array until a request changes. */
  published(): readonly RequestRecord[]
}

export function createRequestLog(): RequestLog {
  const entries = new Map<number, Entry>()
  let copy: readonly RequestRecord[] | null = []

  function start({ request, at, message }: RequestEvent): void {
    if (entries.size >= MAX_REQUESTS) entries.delete(entries.keys().next().value!)
    const text = textOf(message)
    const open: Open = { request, startedAt: at, sentAt: null, repliedAt: [], endedAt: null, outcome: 'pending', message: text, error: null }
    entries.set(request, { open, published: null })
  }

  function apply(open: Open, { stage, at, outcome, error }: RequestEvent): void {
    // A request that is sent again after a reconnect keeps its first time.
    if (stage === 'sent') open.sentAt ??= at
    if (stage === 'reply') open.repliedAt[Math.min(open.repliedAt.length, MAX_REPLIES - 1)] = at
    if (stage !== 'end') return
    open.endedAt = at
    open.outcome = outcome ?? 'cancelled'
    open.error = errorText(error)
  }

  return {
    handle(event) {
      if (event.stage === 'start') start(event)
      const entry = entries.get(event.request)
      // Its start was before the tap, or is forgotten.
      if (!entry) return
      apply(entry.open, event)
      entry.published = copy = null
    },
    clear() {
      entries.clear()
      copy = null
    },
    published: () =>
      (copy ??= [...entries.values()].map((entry) => (entry.published ??= { ...entry.open, repliedAt: entry.open.repliedAt.slice() }))),
  }
}
