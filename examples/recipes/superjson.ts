// JSON that keeps dates, maps, sets and bigints: npm install superjson
import superjson from 'superjson'
import type { Codec } from 'websocket-store'

export const superJson = <In = unknown, Out = unknown>(): Codec<In, Out> => ({
  name: 'superjson',
  encode: (message) => superjson.stringify(message),
  decode: (data) => superjson.parse(data as string),
})
