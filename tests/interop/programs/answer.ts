/** The reaction of the servers in `programs/` to a text. It is the same in all of them. */
export type Answer = { readonly text: string } | { readonly code: number; readonly reason: string }

export const SUBPROTOCOL = 'interop.v2'
export const MAX_PAYLOAD_BYTES = 1_000_000

/** Answers `ping` with `pong`, closes after `close 4321 why` with this code and reason, and echoes any other text. */
export function answer(text: string): Answer {
  const [, code, reason = ''] = /^close (\d+) (.*)$/.exec(text) ?? []
  if (code) return { code: Number(code), reason }
  return { text: text === 'ping' ? 'pong' : text }
}
