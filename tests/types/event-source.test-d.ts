import { EventSource } from 'eventsource'
import { expectTypeOf } from 'vitest'
import { createConnection, json, type Connection } from 'websocket-store'
import { eventSource, type NamedEvent } from 'websocket-store/event-source'
import { useWebSocket } from 'websocket-store/react'
import { useWebSocket as useVueWebSocket } from 'websocket-store/vue'
import { z } from 'zod'

const plain = createConnection('https://host', eventSource())
expectTypeOf(plain).toEqualTypeOf<Connection<string, never>>()
// @ts-expect-error an event source cannot send
plain.send('hello')

const typed = createConnection('https://host', eventSource({ codec: json(z.object({ price: z.number() })), EventSource }))
expectTypeOf(typed).toEqualTypeOf<Connection<{ price: number }, never>>()

const named = createConnection('https://host', eventSource({ events: ['price', 'news'] }))
expectTypeOf(named).toEqualTypeOf<Connection<NamedEvent<string, 'price' | 'news'>, never>>()
named.onMessage(({ event, data, id }) => {
  expectTypeOf(event).toEqualTypeOf<'price' | 'news' | 'message'>()
  expectTypeOf(data).toEqualTypeOf<string>()
  expectTypeOf(id).toEqualTypeOf<string>()
})

const both = createConnection('https://host', eventSource({ events: ['price'], codec: json<number>(), withCredentials: true }))
expectTypeOf(both).toEqualTypeOf<Connection<NamedEvent<number, 'price'>, never>>()

// The EventSource of the browser, and one from a package.
eventSource({ EventSource: globalThis.EventSource })
eventSource({ EventSource, init: ({ lastEventId }) => ({ headers: { 'Last-Event-ID': lastEventId } }) })

expectTypeOf(useWebSocket('https://host', eventSource()).data).toEqualTypeOf<string | undefined>()
expectTypeOf(useVueWebSocket('https://host', eventSource()).data.value).toEqualTypeOf<string | undefined>()
