import type { Connection } from '../../vocabulary/connection'
import { attached } from '../attached'
import { createChannelHub } from './hub'
import { IDLE_CHANNEL, type TopicListeners } from './topic'
import type { Channel, ChannelOptions } from '../../vocabulary/channel'
import { CONNECTION, type MessageSource } from '../message-source'

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
  const find = () => hub.find(key)
  const hold = <K extends keyof TopicListeners<In>>(type: K, listener: TopicListeners<In>[K]) => hub.hold(key, position, type, listener)

  const result: Channel<In> & MessageSource<In> & { readonly [CONNECTION]: Connection<In, Out> } = {
    [CONNECTION]: connection,
    key,
    get notify() {
      return connection.notify
    },
    get history() {
      return find()?.kept?.messages(connection.option('channels')?.history ?? 0) ?? []
    },
    getSnapshot: () => find()?.read() ?? IDLE_CHANNEL,
    subscribe: (listener) => hold('change', listener),
    on: connection.on,
    onMessage: (listener) => hold('message', listener),
    onRecovery: (listener) => hold('recovery', listener),
    resubscribe() {
      const topic = find()
      if (topic) hub.restart(topic)
    },
    retain: () => hold('held', () => {}),
    ...hub.sourceOf?.(key),
  }
  return result
}
