// MessagePack instead of JSON: npm install @msgpack/msgpack
import { decode, encode } from '@msgpack/msgpack'
import type { Codec } from 'websocket-store'

/** Uses binary frames in both directions. Needs `binaryType: 'arraybuffer'`, the default. */
export const messagePack = <In = unknown, Out = unknown>(): Codec<In, Out> => ({
  name: 'message-pack',
  encode: (message) => encode(message),
  decode: (data) => decode(new Uint8Array(data as ArrayBuffer)) as In,
})
