import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Command, ServerCounts } from './feed-server'

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

export interface FeedServer {
  readonly origin: string
  readonly socketUrl: string
  run(command: WithoutId<Command>): Promise<ServerCounts>
  close(): Promise<void>
}

const TIMEOUT_MS = 60_000

/** Starts the server in a separate process, so its work does not count as main-thread time. */
export async function startFeed(folder: string): Promise<FeedServer> {
  const child = fork(fileURLToPath(new URL('feed-server.ts', import.meta.url)), [folder])
  const pending = new Map<number, (counts: ServerCounts) => void>()
  let lastId = 0
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  child.on('message', ({ id, counts }: { id: number; counts: ServerCounts }) => {
    pending.get(id)?.(counts)
    pending.delete(id)
  })
  return {
    origin: `http://127.0.0.1:${port}`,
    socketUrl: `ws://127.0.0.1:${port}/feed`,
    run: (command) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        const timer = setTimeout(() => reject(new Error(`The server did not answer in time: ${JSON.stringify(command)}`)), TIMEOUT_MS)
        pending.set(id, (counts) => {
          clearTimeout(timer)
          resolve(counts)
        })
        child.send({ ...command, id })
      }),
    async close() {
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
    },
  }
}
