import type { WebSocketLike } from '../core'
import { globalEventSource, type EventSourceLike } from '../core/platform/event-source'
import type { EventSourceTransportOptions } from './options'

interface ListenableSource {
  addEventListener(type: string, listener: (event: ReceivedEvent) => void): void
}

type Target = WebSocketLike & { [Name in `on${'open' | 'message' | 'error' | 'close'}`]?: ((event: object) => void) | null }

/** An event as browsers dispatch it. */
export interface ReceivedEvent {
  readonly type: string
  readonly data: string
  readonly lastEventId: string
}

const NO_EVENT_SOURCE =
  'There is no global EventSource here. Pass one as the `EventSource` option, for example the one of the eventsource package.'

const hasNoContent = ({ code }: { readonly code?: unknown }) => code === 204

type LastIds = Map<string, string>

/**
 * The last id of each stream, from its first event until this side closes it. By connection, because inline options create
 * another transport for each dial.
 */
const lastIdsOf = new WeakMap<object, LastIds>()

/**
 * One `EventSource` for each dial, closed at its first error: its own retries would bypass the connection's.
 *
 * @param events Names of the events to receive.
 * @param dataOf Derives the data of a message.
 */
export function transportOf(
  options: EventSourceTransportOptions,
  events: readonly string[],
  dataOf?: (event: ReceivedEvent, id: string) => unknown,
): (url: string, protocols?: unknown, owner?: object) => WebSocketLike {
  const { EventSource: chosen, withCredentials, init, isFatal = hasNoContent } = options
  const { lastEventIdParam = 'lastEventId', streamOf = (address: string) => address } = options

  return (url, _protocols, owner = options) => {
    const lastIds: LastIds = lastIdsOf.get(owner) ?? new Map<string, string>()
    lastIdsOf.set(owner, lastIds)
    const stream = streamOf(url)
    const lastEventId = lastIds.get(stream) ?? ''
    let source: EventSourceLike | null = null as EventSourceLike | null
    let isOver = false

    /** Only the first end counts. */
    function end(emit: () => void): void {
      if (isOver) return
      isOver = true
      source?.close()
      emit()
    }

    const fail = (error: object) => {
      if (isFatal(error)) Object.assign(error, { fatal: true })
      end(() => target.onerror?.(error))
    }

    const target: Target = {
      get readyState() {
        return isOver ? 3 : (source?.readyState ?? 0)
      },
      send(data: unknown) {
        // An empty message comes from a heartbeat that only listens.
        if (data !== '') throw new TypeError('an EventSource only receives')
      },
      close: (code?: number, reason = '') =>
        end(() => {
          // A code means a close on purpose: the next dial starts a new stream.
          if (code !== undefined) lastIds.delete(stream)
          target.onclose?.({ type: 'close', code: code ?? 1000, reason, wasClean: true })
        }),
    }

    const Constructor = chosen ?? globalEventSource()
    if (!Constructor) {
      // Deferred until the listeners are attached.
      void Promise.resolve().then(() => fail(Object.assign(new TypeError(NO_EVENT_SOURCE), { fatal: true })))
      return target
    }
    source = new Constructor(withLastId(), { ...(withCredentials && { withCredentials }), ...init?.({ lastEventId }) } as never)
    const listen = (name: string, listener: (event: ReceivedEvent) => void) =>
      (source as ListenableSource).addEventListener(name, (event) => !isOver && listener(event))
    // A server may use the same names for its own events, which have data.
    const listenToState = (name: string, listener: (event: object) => void) =>
      listen(name, (event) => 'data' in event || listener(event))

    let hasOpened = false
    listenToState('open', (event) => {
      hasOpened = true
      target.onopen?.(event)
    })
    listenToState('error', (event) => {
      if (hasOpened) end(() => target.onclose?.({ type: 'close', code: 1006, reason: '', wasClean: false }))
      else fail(event)
    })
    for (const name of events)
      listen(name, (event) => {
        if (!('data' in event)) return
        // Some constructors pass the id of the event itself instead of the last id of the stream: an empty one may mean none.
        const id = event.lastEventId || (lastIds.get(stream) ?? '')
        if (id) lastIds.set(stream, id)
        target.onmessage?.(dataOf ? { type: event.type, data: dataOf(event, id), lastEventId: id } : event)
      })
    return target

    /** The address as it was given: a connection converts it to ws or wss. */
    function withLastId(): string {
      const target = new URL(url.replace(/^ws/, 'http'))
      if (lastEventIdParam !== null && lastEventId) target.searchParams.set(lastEventIdParam, lastEventId)
      return target.href
    }
  }
}
