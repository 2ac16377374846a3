import type { Codec, WebSocketLike } from '../core'
import type { EventSourceTransportOptions } from './options'
import { transportOf, type ReceivedEvent } from './transport'

export interface EventSourceOptions<In> extends EventSourceTransportOptions {
  /** Decodes an event's data. @default the text as it is */
  codec?: Pick<Codec<In, never>, 'decode'>
}

export interface NamedEventsOptions<In, Name extends string> extends EventSourceOptions<In> {
  /** Names of events to receive, besides unnamed ones, which are called `message`. A message then carries its name. */
  events: readonly Name[]
}

/** An event of a stream whose events have names. */
export interface NamedEvent<In, Name extends string> {
  readonly event: Name | 'message'
  readonly data: In
  /** The last id from the server; empty when there was none. */
  readonly id: string
}

/** The options of a connection to a stream of server-sent events. Nothing can be sent. */
export interface EventSourcePreset<In> {
  readonly transport: (url: string, protocols?: string | string[], owner?: object) => WebSocketLike
  readonly codec: Codec<In, never>
}

/**
 * The `transport` and `codec` options for server-sent events (WHATWG HTML §9.2), over the browser's `EventSource` or yours. It
 * receives only: `send()` throws `encode-failed`. Only this package reconnects: the first error ends a stream, and the next
 * dial sends the server the id of the last event.
 *
 * The connection keeps the ids, for each url, until it is closed on purpose.
 */
export function eventSource<const Name extends string, In = string>(
  options: NamedEventsOptions<In, Name>,
): EventSourcePreset<NamedEvent<In, Name>>
export function eventSource<In = string>(options?: EventSourceOptions<In> & { events?: undefined }): EventSourcePreset<In>
export function eventSource({
  codec,
  events,
  ...options
}: EventSourceOptions<unknown> & { events?: readonly string[] | undefined } = {}): EventSourcePreset<unknown> {
  const decode = codec ? (data: unknown) => codec.decode(data) : (data: unknown) => data
  const named = ({ type, data }: ReceivedEvent, id: string) => ({ event: type, data, id })
  return {
    transport: transportOf(options, [...new Set(['message', ...(events ?? [])])], events && named),
    codec: {
      name: 'event-source',
      encode() {
        throw new TypeError('an EventSource only receives')
      },
      decode: events
        ? (message) => ({ ...(message as object), data: decode((message as { data: unknown }).data) })
        : decode,
    },
  }
}
