import type { WebSocketLike } from '../core'
import { globalEventSource, type EventSourceLike } from '../core/platform/event-source'
import type { EventSourceTransportOptions } from './options'

interface Listened {
  addEventListener(type: string, listener: (event: ReceivedEvent) => void): void
}

type Told = WebSocketLike & { [Name in `on${'open' | 'message' | 'error' | 'close'}`]?: ((event: object) => void) | null }

/** What arrives, as browsers hand it over. */
export interface ReceivedEvent {
  readonly type: string
  readonly data: string
  readonly lastEventId: string
}

const NO_EVENT_SOURCE =
  'There is no global EventSource here. Pass one as the `EventSource` option, for example the one of the eventsource package.'

const isEmpty = ({ code }: { readonly code?: unknown }) => code === 204

/**
 * One `EventSource` for each dial, closed at its first error: its own retries would go past the connection's.
 *
 * @param events Names that are listened to.
 * @param dataOf What becomes the data of a message.
 */
export function transportOf(
  options: EventSourceTransportOptions,
  events: readonly string[],
  dataOf?: (event: ReceivedEvent, id: string) => unknown,
): (url: string) => WebSocketLike {
  const { EventSource: chosen, withCredentials, init, isFatal = isEmpty } = options
  const { lastEventIdParam = 'lastEventId', streamOf = (address: string) => address } = options
  /** The last id of each stream, from its first event to its end at this side. */
  const lastIds = new Map<string, string>()

  return (url) => {
    const stream = streamOf(url)
    const lastEventId = lastIds.get(stream) ?? ''
    let source: EventSourceLike | null = null as EventSourceLike | null
    let isOver = false

    /** The first word on how it ended counts. */
    function end(tell: () => void): void {
      if (isOver) return
      isOver = true
      source?.close()
      tell()
    }

    const fail = (error: object) => {
      if (isFatal(error)) Object.assign(error, { fatal: true })
      end(() => told.onerror?.(error))
    }

    const told: Told = {
      get readyState() {
        return isOver ? 3 : (source?.readyState ?? 0)
      },
      send(data: unknown) {
        // The heartbeat's way to expect something without asking for it.
        if (data !== '') throw new TypeError('an EventSource only receives')
      },
      close: (code?: number, reason = '') =>
        end(() => {
          // With a code it is meant: the next dial begins a stream of its own.
          if (code !== undefined) lastIds.delete(stream)
          told.onclose?.({ type: 'close', code: code ?? 1000, reason, wasClean: true })
        }),
    }

    const Constructor = chosen ?? globalEventSource()
    if (!Constructor) {
      // Only when somebody listens.
      void Promise.resolve().then(() => fail(Object.assign(new TypeError(NO_EVENT_SOURCE), { fatal: true })))
      return told
    }
    source = new Constructor(withLastId(), { ...(withCredentials && { withCredentials }), ...init?.({ lastEventId }) } as never)
    const hear = (name: string, listener: (event: ReceivedEvent) => void) =>
      (source as Listened).addEventListener(name, (event) => !isOver && listener(event))
    // Servers may name their own events so, and those have data.
    const hearOwn = (name: string, listener: (event: object) => void) =>
      hear(name, (event) => 'data' in event || listener(event))

    let hasOpened = false
    hearOwn('open', (event) => {
      hasOpened = true
      told.onopen?.(event)
    })
    hearOwn('error', (event) => {
      if (hasOpened) end(() => told.onclose?.({ type: 'close', code: 1006, reason: '', wasClean: false }))
      else fail(event)
    })
    for (const name of events)
      hear(name, (event) => {
        if (!('data' in event)) return
        // Some constructors tell the event's own id, where the standard has the stream's last: an empty one may mean none.
        const id = event.lastEventId || (lastIds.get(stream) ?? '')
        if (id) lastIds.set(stream, id)
        told.onmessage?.(dataOf ? { type: event.type, data: dataOf(event, id), lastEventId: id } : event)
      })
    return told

    /** The address that was given: a connection speaks of ws and wss. */
    function withLastId(): string {
      const target = new URL(url.replace(/^ws/, 'http'))
      if (lastEventIdParam !== null && lastEventId) target.searchParams.set(lastEventIdParam, lastEventId)
      return target.href
    }
  }
}
