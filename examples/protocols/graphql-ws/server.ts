// The real server of the npm package `graphql-ws`, with `graphql` 16.
// The copy that graphql-ws loads. A bundler would choose index.mjs here, and two copies refuse each other's schemas.
import { buildSchema } from 'graphql/index.js'
import { useServer } from 'graphql-ws/use/ws'
import { startWsServer, type WsServer } from '../support/ws-server'

const schema = buildSchema(`
  type Query { hello(name: String!): String! }
  type Subscription {
    "1, 2, … up to the argument, then complete"
    count(to: Int!): Int!
    "what push() is called with, until the client completes"
    news: String!
  }
`)

export interface GraphqlServer extends WsServer {
  /** Emits to all subscriptions of `news`. */
  push(text: string): void
  /** Number of active subscriptions of `news`. */
  readers(): number
}

export async function startServer({ token }: { token?: string } = {}): Promise<GraphqlServer> {
  const listeners = new Set<(text: string) => void>()

  async function* count({ to }: { to: number }) {
    for (let value = 1; value <= to; value++) yield { count: value }
  }

  /** An async iterator whose pending read ends with `return()`. */
  function news(): AsyncIterableIterator<{ news: string }> {
    const waiting: string[] = []
    let wake = () => {}
    let isDone = false
    const listener = (text: string) => {
      waiting.push(text)
      wake()
    }
    listeners.add(listener)
    return {
      async next() {
        while (waiting.length === 0 && !isDone) await new Promise<void>((resolve) => (wake = resolve))
        return isDone ? { value: undefined, done: true } : { value: { news: waiting.shift()! }, done: false }
      },
      return() {
        isDone = true
        listeners.delete(listener)
        wake()
        return Promise.resolve({ value: undefined, done: true })
      },
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }

  const server = await startWsServer({ protocols: ['graphql-transport-ws'] })
  useServer(
    {
      schema,
      roots: { query: { hello: ({ name }: { name: string }) => `Hello ${name}` }, subscription: { count, news } },
      // False closes the socket with 4403.
      onConnect: ({ connectionParams }) => token === undefined || connectionParams?.['token'] === token,
    },
    server.server,
  )
  return {
    ...server,
    push: (text) => listeners.forEach((listener) => listener(text)),
    readers: () => listeners.size,
  }
}
