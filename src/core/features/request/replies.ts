import type { Connection } from '../../vocabulary/connection'
import type { MessageEventLike, Unsubscribe } from '../../vocabulary/wire'
import { attached } from '../attached'
import type { RequestProtocol } from '../../vocabulary/request'

type Accept<In> = (reply: In, event: MessageEventLike) => void

interface Replies<In> {
  nextId(): string
  /** Calls `accept` with the reply of that id, until told to stop. */
  expect(id: string, accept: Accept<In>): Unsubscribe
}

/** The requests of one connection that wait for a reply by id: one listener, one look-up for each message. */
export const repliesOf = <In, Out>(connection: Connection<In, Out>, protocol: RequestProtocol<In, Out>): Replies<In> =>
  attached(connection, 'replies', () => createReplies(connection, protocol))

function createReplies<In, Out>(connection: Connection<In, Out>, protocol: RequestProtocol<In, Out>): Replies<In> {
  const waiting = new Map<string, Accept<In>>()
  let asked = 0
  let stopListening: Unsubscribe = () => {}

  return {
    nextId: () => String(++asked),
    expect(id, accept) {
      waiting.set(id, accept)
      if (waiting.size === 1)
        stopListening = connection.onMessage((message, event) => {
          const repliedTo = protocol.idOf(message)
          if (repliedTo !== undefined) waiting.get(repliedTo)?.(message, event)
        })
      return () => {
        if (waiting.delete(id) && waiting.size === 0) stopListening()
      }
    },
  }
}
