/** Number of bytes of a text on the wire (RFC 6455 §5.6). */
export const utf8Length = (text: string): number => new TextEncoder().encode(text).length
