import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Order, ServerCounts } from './feed-server'

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

export interface FeedServer {
  readonly origin: string
  readonly socketUrl: string
  order(order: WithoutId<Order>): Promise<ServerCounts>
  close(): Promise<void>
}

const PATIENCE_MS = 60_000

/** The server, in a process of its own: what it does is nobody's main-thread time. */
export async function startFeed(folder: string): Promise<FeedServer> {
  const child = fork(fileURLToPath(new URL('feed-server.ts', import.meta.url)), [folder])
  const waiting = new Map<number, (counts: ServerCounts) => void>()
  let lastId = 0
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  child.on('message', ({ id, counts }: { id: number; counts: ServerCounts }) => {
    waiting.get(id)?.(counts)
    waiting.delete(id)
  })
  return {
    origin: `http://127.0.0.1:${port}`,
    socketUrl: `ws://127.0.0.1:${port}/feed`,
    order: (order) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        const timer = setTimeout(() => reject(new Error(`The server waits in vain: ${JSON.stringify(order)}`)), PATIENCE_MS)
        waiting.set(id, (counts) => {
          clearTimeout(timer)
          resolve(counts)
        })
        child.send({ ...order, id })
      }),
    async close() {
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
    },
  }
}
