/** Whether two option values mean the same. Functions count as equal, because inline ones are new on every render. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (typeof a === 'function' && typeof b === 'function')) return true
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false
  const [one, other] = [a, b] as Record<string, unknown>[]
  return Object.keys({ ...a, ...b }).every((name) => isEqual(one![name], other![name]))
}
