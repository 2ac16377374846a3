import { outbox, type Connection } from 'websocket-store'
import type { FromServer, ToServer } from './protocol'
import { createStore, type Store } from '../shared/store'

const SHOWN = 20

export interface SentMessage {
  readonly id: string
  readonly text: string
  readonly isDelivered: boolean
}

export interface SentMessages {
  readonly list: Store<readonly SentMessage[]>
  send(text: string): void
  waiting(): number
  delivered(): number
  dispose(): void
}

/** What the reader sent. The outbox sends a message again on each open, until the server has acknowledged it. */
export function createSentMessages(connection: Connection<FromServer, ToServer, number>): SentMessages {
  const list = createStore<readonly SentMessage[]>([])
  const box = outbox(connection, {
    id: (message) => (message.type === 'say' ? message.id : ''),
    isAck: (message, id) => message.type === 'ack' && message.id === id,
  })
  let lastId = 0

  const isWaiting = (id: string) => box.pending.some((message) => message.type === 'say' && message.id === id)
  box.subscribe(() => list.set(list.get().map((each) => ({ ...each, isDelivered: !isWaiting(each.id) }))))

  return {
    list,
    send(text) {
      const id = `m${++lastId}`
      list.set([...list.get(), { id, text, isDelivered: false }].slice(-SHOWN))
      box.send({ type: 'say', id, text })
    },
    waiting: () => box.pending.length,
    delivered: () => lastId - box.pending.length,
    dispose: box.dispose,
  }
}
