import type { Connection } from '../../vocabulary/connection'
import { attached } from '../attached'
import { createChannelHub } from './hub'
import { IDLE_CHANNEL, type Topic } from './topic'
import type { Channel, ChannelOptions } from '../../vocabulary/channel'
import { CONNECTION } from '../message-source'

/**
 * The channel of that key. All channels of one key share its subscription at the server. Nothing is sent before the first
 * listener or `retain()`; both throw a TypeError when the connection has no `channels` option.
 */
export function channel<In, Out, Position = unknown>(
  connection: Connection<In, Out, Position>,
  key: string,
  { position }: ChannelOptions<NoInfer<Position>> = {},
): Channel<In> {
  const hub = attached(connection, 'channels', () => createChannelHub(connection))

  function hold(listen: (topic: Topic<In>) => () => void): () => void {
    let stop = () => {}
    const topic = hub.retain(key, position, (found) => (stop = listen(found)))
    let isHeld = true
    return () => {
      stop()
      if (isHeld) hub.release(topic)
      isHeld = false
    }
  }

  const result: Channel<In> & { readonly [CONNECTION]: Connection<In, Out> } = {
    [CONNECTION]: connection,
    key,
    get notify() {
      return connection.notify
    },
    get history() {
      const topic = hub.find(key)
      return topic ? hub.history(topic) : []
    },
    getSnapshot: () => hub.find(key)?.read() ?? IDLE_CHANNEL,
    subscribe: (listener) => hold((topic) => topic.subscribe(listener)),
    on: connection.on,
    onMessage: (listener) => hold((topic) => topic.messages.add(listener)),
    onRecovery: (listener) => hold((topic) => topic.recoveries.add(listener)),
    resubscribe() {
      const topic = hub.find(key)
      if (topic) hub.resubscribe(topic)
    },
    retain: () => hold(() => () => {}),
  }
  return result
}
