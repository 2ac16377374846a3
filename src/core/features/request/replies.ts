import type { Connection } from '../../vocabulary/connection'
import type { SendResult } from '../../vocabulary/events'
import type { Unsubscribe } from '../../vocabulary/wire'
import { attached } from '../attached'

/** A request that was not sent yet. */
interface Waiting<Out> {
  readonly message: Out
  /** Called when the message goes to the socket, with the message or a copy of its bytes; returns it with its id. */
  stamp(message: Out): Out
}

/** The requests of one connection: those that wait in the send queue, and those that wait for their reply. */
export interface Replies<In, Out> {
  nextId(): string
  /** Calls `accept` with the replies of that id, until the returned function is called. */
  expect(id: string, accept: (reply: In) => void): Unsubscribe
  /** Sends it in order with all other messages. Throws what `stamp` or the codec throws. */
  send(request: Waiting<Out>): SendResult
  /** Whether it left the send queue without being sent. */
  isDropped(request: Waiting<Out>): boolean
  /** To be called when it is no longer in the send queue. Whether it was waiting there. */
  forget(request: Waiting<Out>): boolean
  /** Removes it from the send queue if it waits there. */
  withdraw(request: Waiting<Out>): void
}

export const repliesOf = <In, Out>(connection: Connection<In, Out>): Replies<In, Out> =>
  attached(connection, 'replies', () => createReplies(connection))

export function createReplies<In, Out>(connection: Connection<In, Out>): Replies<In, Out> {
  const pending = new Map<string, (reply: In) => void>()
  /** In the order of the send queue, which knows only their messages: requests with the same message are interchangeable. */
  const waiting = new Set<Waiting<Out>>()
  let lastId = 0
  let stopListening: Unsubscribe = () => {}

  /** The first one that waits with this message. */
  function next(message: Out): Waiting<Out> | undefined {
    for (const request of waiting) if (request.message === message) return request
    return undefined
  }

  const forget = (request: Waiting<Out>) => waiting.delete(request)

  return {
    nextId: () => String(++lastId),
    expect(id, accept) {
      pending.set(id, accept)
      // One listener, and one look-up for each message.
      if (pending.size === 1)
        stopListening = connection.onMessage((message) => {
          // Read for each message: options are live.
          const id = connection.option('requests')?.idOf(message)
          if (id !== undefined) pending.get(String(id))?.(message)
        })
      return () => {
        if (pending.delete(id) && pending.size === 0) stopListening()
      }
    },
    send(request) {
      waiting.add(request)
      return connection.send(request.message, {
        stamp(message) {
          const sent = next(request.message)
          if (!sent) return message
          forget(sent)
          return sent.stamp(message)
        },
      })
    },
    isDropped(request) {
      const same = (message: Out) => message === request.message
      const waitingMessages = [...waiting].map(({ message }) => message)
      return waiting.has(request) && connection.queuedMessages.filter(same).length < waitingMessages.filter(same).length
    },
    forget,
    withdraw(request) {
      let isFound = false
      const isFirst = (message: Out) => !isFound && (isFound = message === request.message)
      if (forget(request)) connection.clearQueue(isFirst)
    },
  }
}
