import type { Connection } from '../../vocabulary/connection'
import { attached } from '../attached'
import { createChannelHub, IDLE_CHANNEL, type Topic } from './channel-hub'
import type { Channel, ChannelOptions } from '../../vocabulary/channel'
import { CONNECTION } from '../message-source'

/**
 * The channel of that key: all who ask for one key share its subscription at the server. Nothing is sent before somebody
 * listens or retains.
 *
 * @throws TypeError when the connection has no `channels` option.
 */
export function channel<In, Out>(
  connection: Connection<In, Out>,
  key: string,
  { position }: ChannelOptions = {},
): Channel<In> {
  const hub = attached(connection, 'channels', () => createChannelHub(connection))

  function wanted(listen: (topic: Topic<In>) => () => void): () => void {
    const topic = hub.want(key, position)
    const stop = listen(topic)
    let isWanted = true
    return () => {
      stop()
      if (isWanted) hub.release(topic)
      isWanted = false
    }
  }

  const wantable: Channel<In> & { readonly [CONNECTION]: Connection<In, Out> } = {
    [CONNECTION]: connection,
    key,
    notify: connection.notify,
    getSnapshot: () => hub.find(key)?.read() ?? IDLE_CHANNEL,
    subscribe: (listener) => wanted((topic) => topic.subscribe(listener)),
    on: connection.on,
    onMessage: (listener) => wanted((topic) => topic.messages.add(listener)),
    retain: () => wanted(() => () => {}),
  }
  return wantable
}
