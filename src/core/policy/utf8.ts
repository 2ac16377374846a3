/** Number of bytes of a text on the wire (RFC 6455 §5.6). Without `TextEncoder`, which jsdom lacks. A lone surrogate has 3, as U+FFFD. */
export function utf8Length(text: string): number {
  let bytes = text.length
  // A pair of surrogates has 2 units and 4 bytes, so it adds as much as a character of 3 bytes.
  for (const character of text) bytes += character > '\u07ff' ? 2 : character > '\u007f' ? 1 : 0
  return bytes
}
