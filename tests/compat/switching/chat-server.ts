import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Seen {
  readonly said: readonly string[]
  readonly open: number
  readonly opened: number
}

export interface ChatServer {
  readonly url: string
  seen(): Promise<Seen>
  /** With SIGKILL: no close frames. */
  kill(): Promise<void>
  /** Starts it again on the same port, without its memory. */
  start(): Promise<void>
}

export async function startChatServer(): Promise<ChatServer> {
  let port = 0
  let child: ChildProcess

  async function start(): Promise<void> {
    child = fork(fileURLToPath(new URL('server.mjs', import.meta.url)), [String(port)])
    const [message] = (await once(child, 'message')) as [{ port: number }]
    ;({ port } = message)
  }

  await start()
  return {
    url: `ws://127.0.0.1:${port}/`,
    start,
    async seen() {
      const answered = once(child, 'message') as Promise<[Seen]>
      child.send('seen')
      return (await answered)[0]
    },
    async kill() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
