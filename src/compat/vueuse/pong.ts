/** Whether a frame is the expected pong. A pong that is a JSON object may have more fields, or write the same ones differently. */
export function isPong(frame: unknown, expected: unknown): boolean {
  if (frame === expected) return true
  const [actual, wanted] = [frame, expected].map(objectOf)
  if (!actual || !wanted) return false
  const fields = Object.entries(wanted)
  return fields.length > 0 && fields.every(([name, value]) => JSON.stringify(actual[name]) === JSON.stringify(value))
}

function objectOf(text: unknown): Record<string, unknown> | null {
  if (typeof text !== 'string' || !text.trimStart().startsWith('{')) return null
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return null
  }
}
