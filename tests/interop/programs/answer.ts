/** What the servers that we program ourselves do with a text: the same in all of them. */
export type Answer = { readonly text: string } | { readonly code: number; readonly reason: string }

export const SUBPROTOCOL = 'interop.v2'
export const MAX_PAYLOAD_BYTES = 1_000_000

/** `ping` is answered with `pong`, `close 4321 why` closes so, and all else comes back. */
export function answer(text: string): Answer {
  const [, code, reason = ''] = /^close (\d+) (.*)$/.exec(text) ?? []
  if (code) return { code: Number(code), reason }
  return { text: text === 'ping' ? 'pong' : text }
}
