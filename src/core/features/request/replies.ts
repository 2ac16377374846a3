import type { Connection } from '../../vocabulary/connection'
import type { MessageEventLike, Unsubscribe } from '../../vocabulary/wire'
import { attached } from '../attached'

type Accept<In> = (reply: In, event: MessageEventLike) => void

interface Replies<In> {
  nextId(): string
  /** Calls `accept` with the reply of that id, until the returned function is called. */
  expect(id: string, accept: Accept<In>): Unsubscribe
}

/** The pending requests of one connection by id: one listener, one look-up for each message. */
export const repliesOf = <In, Out>(connection: Connection<In, Out>): Replies<In> =>
  attached(connection, 'replies', () => createReplies(connection))

function createReplies<In, Out>(connection: Connection<In, Out>): Replies<In> {
  const pending = new Map<string, Accept<In>>()
  let lastId = 0
  let stopListening: Unsubscribe = () => {}

  return {
    nextId: () => String(++lastId),
    expect(id, accept) {
      pending.set(id, accept)
      if (pending.size === 1)
        stopListening = connection.onMessage((message, event) => {
          // Read for each message: options are live.
          const id = connection.option('requests')?.idOf(message)
          if (id !== undefined) pending.get(String(id))?.(message, event)
        })
      return () => {
        if (pending.delete(id) && pending.size === 0) stopListening()
      }
    },
  }
}
