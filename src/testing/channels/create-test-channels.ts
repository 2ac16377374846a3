import type { ServerConnection, TestServer } from '../server/types'
import type { ChannelAnswer, ChannelMessage, ChannelRequest, TestChannelProtocol, TestChannels, TestChannelsOptions } from './types'

interface Topic<Received, Sent, Data> {
  /** Position of the last message. */
  position: number
  history: ChannelMessage<Data>[]
  refusal: string | undefined
  readonly subscribers: Set<ServerConnection<Received, Sent>>
}

/**
 * Serves channels with positions, history, gaps and refusals on a test server.
 *
 * @throws Error from `refuse()` and `end()` when the protocol does not say how.
 */
export function createTestChannels<Received, Sent, Data>(
  server: TestServer<Received, Sent>,
  protocol: TestChannelProtocol<Received, Sent, Data>,
  { keep = 1000 }: TestChannelsOptions = {},
): TestChannels<Received, Sent, Data> {
  const topics = new Map<string, Topic<Received, Sent, Data>>()

  function topicOf(key: string): Topic<Received, Sent, Data> {
    const topic = topics.get(key) ?? { position: 0, history: [], refusal: undefined, subscribers: new Set() }
    topics.set(key, topic)
    return topic
  }

  /** It continues if nothing that came after the position was dropped. */
  function answerTo({ position }: ChannelRequest, topic: Topic<Received, Sent, Data>): ChannelAnswer {
    if (position === undefined) return { verdict: 'fresh', position: topic.position }
    const isComplete = position === topic.position || topic.history.some((kept) => kept.position === position + 1)
    return { verdict: isComplete ? 'resumed' : 'gap', position: topic.position }
  }

  function subscribe(request: ChannelRequest, connection: ServerConnection<Received, Sent>): void {
    const { key } = request
    const topic = topicOf(key)
    if (topic.refusal !== undefined) return connection.send(needed('refuse')(key, topic.refusal))
    topic.subscribers.add(connection)
    const answer = answerTo(request, topic)
    const confirmation = protocol.confirm?.(key, answer)
    if (confirmation !== undefined) connection.send(confirmation)
    if (answer.verdict !== 'resumed') return
    for (const { position, data } of topic.history) {
      if (position > (request.position ?? 0)) connection.send(protocol.message(key, position, data))
    }
  }

  function needed<Name extends 'refuse' | 'end'>(name: Name): NonNullable<TestChannelProtocol<Received, Sent, Data>[Name]> {
    const make = protocol[name]
    if (!make) throw new Error(`${name}() needs the function \`${name}\` of the protocol, which makes the message for the client.`)
    return make
  }

  function add(key: string, data: Data): { topic: Topic<Received, Sent, Data>; position: number } {
    const topic = topicOf(key)
    const position = ++topic.position
    topic.history.push({ position, data })
    if (topic.history.length > keep) topic.history.shift()
    return { topic, position }
  }

  server.onMessage((message, connection) => {
    const requests = protocol.subscribe(message)
    if (requests) for (const request of [requests].flat()) subscribe(request, connection)
    const left = protocol.unsubscribe?.(message)
    if (left !== undefined) topics.get(left)?.subscribers.delete(connection)
  })
  server.onClose((_ending, connection) => topics.forEach(({ subscribers }) => subscribers.delete(connection)))

  return {
    publish(key, data) {
      const { topic, position } = add(key, data)
      for (const connection of topic.subscribers) connection.send(protocol.message(key, position, data))
      return position
    },
    lose: (key, data) => add(key, data).position,
    forget(key) {
      for (const [each, topic] of topics) if (key === undefined || key === each) topic.history = []
    },
    refuse(key, reason = 'not allowed') {
      needed('refuse')
      topicOf(key).refusal = reason
    },
    allow: (key) => void (topicOf(key).refusal = undefined),
    end(key) {
      const { subscribers } = topicOf(key)
      const message = needed('end')(key)
      for (const connection of subscribers) connection.send(message)
      subscribers.clear()
    },
    history: (key) => [...topicOf(key).history],
    position: (key) => topicOf(key).position,
    subscribers: (key) => [...topicOf(key).subscribers],
    subscribed: (key, count = 1) =>
      server.until(() => topicOf(key).subscribers.size >= count, {
        describe: () => `${count} subscriptions to ${key}, but there are ${topicOf(key).subscribers.size}`,
      }),
  }
}
