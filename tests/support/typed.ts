import type { Codec } from 'websocket-store'

/**
 * Options of a test whose server sends only such messages, although no codec checks it: for helpers that take the types of
 * messages from the test.
 */
export const typed = <In, Out, Options extends object>(options: Options | undefined) =>
  options as Options & { codec: Codec<In, Out> }

/** Options of a test whose server sends text only. */
export const texts = <Options extends object>(options?: Options) => typed<string, string, Options>(options)
