/** Number of bytes of a text on the wire (RFC 6455 §5.6). Without `TextEncoder`, which jsdom lacks. A lone surrogate has 3, as U+FFFD. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const point = character.codePointAt(0) as number
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}
