const END = '\r\n\r\n'
const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
const toBytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

/** The first lines of one direction, before the frames. */
export interface Head {
  /** The first line and the header fields; '' until they are complete. */
  readonly text: string
  /** Reads the next bytes of this direction, and returns what to pass now. */
  read(bytes: Uint8Array): Uint8Array
}

/** Reads the head. With `edit` it is held until it is complete, and passed as `edit` returns it. */
export function createHead(edit?: (head: string) => string): Head {
  let start = ''
  let text = ''
  return {
    get text() {
      return text
    },
    read(bytes) {
      if (text) return bytes
      start += latin1(bytes)
      const end = start.indexOf(END)
      if (end >= 0) text = start.slice(0, end)
      if (!edit) return bytes
      return text ? toBytes(edit(text) + start.slice(end)) : new Uint8Array()
    },
  }
}

/** The value of a header field, or undefined. */
export const fieldOf = (head: string, name: string): string | undefined => new RegExp(`^${name}: *(.*?) *$`, 'im').exec(head)?.[1]

/** Servers choose a virtual host by this field, so it must not name the line. */
export const withHost = (head: string, host: string): string => head.replace(/^host:.*$/im, `Host: ${host}`)

/** The status of a response, or undefined while there is none. */
export const statusOf = (head: string): number | undefined => Number(/^HTTP\/1\.\d (\d{3})/.exec(head)?.[1]) || undefined
