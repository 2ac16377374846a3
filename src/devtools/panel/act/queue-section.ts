import { setText } from '../dom'
import { button, row, section, setButtonDisabled, type ActContext, type Section } from './section'

/** The send queue. */
export function createQueueSection({ actions, act }: ActContext): Section {
  const clear = button('Clear queue', () => act((connection) => {
    const count = actions.clearQueue(connection)
    return count === 1 ? '1 queued message is dropped.' : `${count} queued messages are dropped.`
  }), 'Drops the messages that wait for the socket')

  return {
    element: section('Send queue', row(clear)),
    update(model) {
      const queued = model?.snapshot.queued ?? 0
      setButtonDisabled(clear, !model?.connection || queued === 0)
      setText(clear, queued === 0 ? 'Clear queue' : `Clear queue (${queued})`)
    },
  }
}
