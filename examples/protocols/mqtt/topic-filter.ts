/** MQTT 3.1.1 §4.7: `+` matches one level, `#` the rest and its parent. Neither matches a `$` at the start. */
export function matches(filter: string, topic: string): boolean {
  if (topic.startsWith('$') && !filter.startsWith('$')) return false
  const levels = topic.split('/')
  const parts = filter.split('/')
  const isOpen = parts.at(-1) === '#'
  const fixed = isOpen ? parts.slice(0, -1) : parts
  if (isOpen ? levels.length < fixed.length : levels.length !== fixed.length) return false
  return fixed.every((part, level) => part === '+' || part === levels[level])
}
