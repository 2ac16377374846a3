import type { Codec } from 'websocket-store'

/**
 * Casts the options of a test whose server sends only these message types, although no codec checks them. Helpers infer the
 * types of messages from the test.
 */
export const typed = <In, Out, Options extends object>(options: Options | undefined) =>
  options as Options & { codec: Codec<In, Out> }

/** Options of a test whose server sends only text. */
export const texts = <Options extends object>(options?: Options) => typed<string, string, Options>(options)
