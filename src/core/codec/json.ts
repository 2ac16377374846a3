import type { Codec } from '../types'
import { textOf } from './codec'

/** How `JSON.parse` and `JSON.stringify` are called. */
export interface JsonOptions {
  reviver?(this: unknown, key: string, value: unknown): unknown
  replacer?(this: unknown, key: string, value: unknown): unknown
}

/**
 * JSON text both ways. A message is `unknown` until a schema says otherwise; name a type argument where the server is
 * trusted.
 *
 * Encoding throws for what JSON has no word for (undefined, functions, cycles, BigInt).
 */
export function json<In = unknown, Out = unknown>(options: JsonOptions = {}): Codec<In, Out> {
  return {
    name: 'json',
    encode(message) {
      const encoded = JSON.stringify(message, options.replacer) as string | undefined
      if (encoded === undefined) throw new TypeError(`${typeof message} has no JSON form`)
      return encoded
    },
    decode: (data) => JSON.parse(textOf(data), options.reviver) as In,
  }
}
