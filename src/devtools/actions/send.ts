import { insideOf } from '../../core/connection/connection-facade'
import type { AnyConnection } from '../../core/vocabulary/tap'
import type { MessageEventLike } from '../../core/vocabulary/wire'
import { passWith } from './notes'

/** Codecs whose messages are text. The messages of all others are values, which are written as JSON. */
const OF_TEXT = ['raw', 'text']

/** The message that a text in the panel stands for. */
function messageOf(connection: AnyConnection, text: string): unknown {
  const inside = insideOf(connection)
  const given = inside.options.get('codec')
  const { name } = typeof given === 'function' ? (inside.attempt?.codec ?? given()) : given
  if (name !== undefined && OF_TEXT.includes(name)) return text
  if (name === 'binary') return new TextEncoder().encode(text)
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    throw new Error(
      `The text is not JSON (${why}). The codec${name ? ` "${name}"` : ''} of this connection encodes values: write the message as JSON, a string in double quotes.`,
      { cause: error },
    )
  }
}

export function sendText(connection: AnyConnection, text: string): void {
  const message = messageOf(connection, text)
  let result
  try {
    result = connection.send(message)
  } catch (error) {
    // By its code: the connection may be of another copy of the library, with a class of its own.
    const { code } = Object(error) as { readonly code?: unknown }
    if (code !== 'encode-failed') throw error
    throw new Error(`The codec of this connection refused the message (${code}). Write a message that its protocol allows.`, { cause: error })
  }
  if (result === 'dropped') {
    throw new Error(
      'The message was dropped, because the connection is not open and its queue is off or full. Reconnect, or clear the queue, and send again.',
    )
  }
}

export function injectText(connection: AnyConnection, text: string): void {
  const inside = insideOf(connection)
  const { phase } = inside.state
  if (phase !== 'open') {
    throw new Error(`The connection is ${phase}. A message can be injected only while it is open: reconnect and wait for the open.`)
  }
  // React Native has no constructor for it.
  const event =
    typeof MessageEvent === 'function' ? new MessageEvent('message', { data: text }) : ({ type: 'message', data: text } as unknown as MessageEventLike)
  passWith('injected', 'in', text, () => inside.receive(event))
}
