/** Only of NATS: Redis answers with an empty stream. */
const NO_STREAM = ['no stream matches subject', 'stream not found']

let lastError = ''

/** An engine that is away fails many times a second, with the same text. */
export function logError(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error)
  if (text !== lastError) console.error(NO_STREAM.includes(text) ? 'There is no stream yet. The first message that is published creates it.' : text)
  lastError = text
}
