// STOMP 1.2 frames: "Frames and Headers" and "Value Encoding" of the specification.

export interface StompFrame {
  readonly command: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\r': '\\r', '\n': '\\n', ':': '\\c' }
const UNESCAPES = Object.fromEntries(Object.entries(ESCAPES).map(([value, escaped]) => [escaped, value]))

const escape = (value: string) => value.replace(/[\\\r\n:]/g, (character) => ESCAPES[character]!)

function unescape(value: string): string {
  return value.replace(/\\.?/g, (escaped) => {
    const character = UNESCAPES[escaped]
    if (character === undefined) throw new TypeError(`STOMP has no escape ${escaped}.`)
    return character
  })
}

/** The headers of CONNECT and CONNECTED are not escaped, so that clients of version 1.0 understand them. */
const isPlain = (command: string) => command === 'CONNECT' || command === 'CONNECTED'

export function encodeFrame({ command, headers, body }: StompFrame): string {
  const value = isPlain(command) ? String : escape
  const lines = Object.entries(headers).map(([name, each]) => `${value(name)}:${value(each)}\n`)
  return `${command}\n${lines.join('')}${body && `content-length:${new TextEncoder().encode(body).length}\n`}\n${body}\0`
}

export function decodeFrame(data: string): StompFrame {
  const text = data.replace(/^[\r\n]+/, '')
  const [head = '', separator] = /^[\s\S]*?(\r?\n\r?\n)/.exec(text) ?? []
  const [command = '', ...lines] = head.trimEnd().split(/\r?\n/)
  const value = isPlain(command) ? String : unescape
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    // The first of repeated headers counts.
    headers[value(line.slice(0, colon))] ??= value(line.slice(colon + 1))
  }
  const end = text.lastIndexOf('\0')
  if (separator === undefined || end < head.length) throw new TypeError('This is not a STOMP frame.')
  return { command, headers, body: text.slice(head.length, end) }
}
