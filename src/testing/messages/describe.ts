const MAX_SHOWN = 10
const MAX_LENGTH = 200

/** One value for a failure text, shortened. */
export function describeValue(value: unknown): string {
  if (typeof value === 'function') return `the function ${value.name || 'without a name'}`
  if (value instanceof RegExp) return String(value)
  if (value instanceof ArrayBuffer) return `${value.byteLength} bytes`
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`
  const text = toJson(value)
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text
}

function toJson(value: unknown): string {
  // JSON has no word for these.
  if (value === undefined || typeof value === 'symbol') return String(value)
  try {
    return JSON.stringify(value)
  } catch {
    // A cycle, or a BigInt.
    return Object.prototype.toString.call(value)
  }
}

/** What was wanted, for example `{"type":"subscribe"}, 2 times`. */
export const describeWanted = (match: unknown, count: number): string =>
  `${match === undefined ? 'any message' : describeValue(match)}${count === 1 ? '' : `, ${count} times`}`

/** The last messages, one for each line. */
export function describeMessages(messages: readonly unknown[]): string {
  if (messages.length === 0) return 'No message was received.'
  const shown = messages.slice(-MAX_SHOWN).map((message) => `  ${describeValue(message)}`)
  const title = messages.length > MAX_SHOWN ? `The last ${MAX_SHOWN} of ${messages.length} messages received:` : 'Messages received:'
  return [title, ...shown].join('\n')
}
