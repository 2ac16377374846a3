import type { FrameCodec } from '../vocabulary/wire'
import { textOf } from './codec'
import { isSchema, validate, type InferInput, type InferOutput, type StandardSchema } from './schema'

/** How `JSON.parse` and `JSON.stringify` are called. */
export interface JsonOptions {
  reviver?(this: unknown, key: string, value: unknown): unknown
  replacer?(this: unknown, key: string, value: unknown): unknown
}

export interface JsonSchemas<I extends StandardSchema | undefined, O extends StandardSchema | undefined> extends JsonOptions {
  /** What the server may send; anything else is a `decode-failed` error event, and the connection stays. */
  incoming?: I
  /** What may be sent; `send()` throws `encode-failed` for anything else. What goes out is the schema's output. */
  outgoing?: O
}

/**
 * JSON text both ways. With a schema (any that implements Standard Schema: zod, valibot, arktype, …) incoming messages are
 * checked and typed by it. Without one a message is `unknown`; name a type argument where the server is trusted.
 *
 * Encoding throws for what JSON has no word for (undefined, functions, cycles, BigInt).
 */
export function json<S extends StandardSchema>(incoming: S): FrameCodec<InferOutput<S>, unknown>
export function json<I extends StandardSchema | undefined = undefined, O extends StandardSchema | undefined = undefined>(
  schemas: JsonSchemas<I, O> & ({ incoming: I } | { outgoing: O }),
): FrameCodec<I extends StandardSchema ? InferOutput<I> : unknown, O extends StandardSchema ? InferInput<O> : unknown>
export function json<In = unknown, Out = unknown>(options?: JsonOptions): FrameCodec<In, Out>
export function json(given: StandardSchema | JsonSchemas<StandardSchema, StandardSchema> = {}): FrameCodec<unknown, unknown> {
  const { incoming, outgoing, reviver, replacer }: JsonSchemas<StandardSchema, StandardSchema> = isSchema(given)
    ? { incoming: given }
    : given
  return {
    name: 'json',
    encode(message) {
      const checked = outgoing ? validate(outgoing, message) : message
      const encoded = JSON.stringify(checked, replacer) as string | undefined
      if (encoded === undefined) throw new TypeError(`${typeof message} has no JSON form`)
      return encoded
    },
    decode(data) {
      const value: unknown = JSON.parse(textOf(data), reviver)
      return incoming ? validate(incoming, value) : value
    },
  }
}
