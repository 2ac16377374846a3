import type { WebSocket } from 'ws'
import { startServer, type TestServer } from '../../../support/ws-server'
import type { FeedFrame } from './page/feed'

/** A server that numbers the messages of each channel, and sends again what a subscriber has missed. */
export interface FeedServer extends Pick<TestServer, 'url' | 'opened' | 'alive' | 'closes' | 'terminateAll' | 'closeAll' | 'silence' | 'down' | 'up' | 'stop'> {
  /** Sends the next message of a channel to its subscribers. */
  publish(key: string): void
  /** Publishes `total` messages, on all channels in turn. Resolves when the last one was sent. */
  flood(keys: readonly string[], total: number, perMillisecond?: number): Promise<void>
  /** Sends the next numbered message that belongs to no channel to all sockets. */
  publishRaw(): void
  /** Number of the last message of a channel. */
  lastOf(key: string): number
  subscribers(key: string): number
  /** Subscribe messages so far. */
  subscribed(key: string): number
  /** Texts that pages have sent, in order. */
  readonly said: readonly string[]
}

interface FeedOptions {
  /** Messages of each channel that are kept for subscribers that return. @default 50_000 */
  readonly kept?: number
}

export async function startFeed({ kept = 50_000 }: FeedOptions = {}): Promise<FeedServer> {
  const members = new Map<string, Set<WebSocket>>()
  const last = new Map<string, number>()
  const subscriptions = new Map<string, number>()
  const said: string[] = []
  let rawNumber = 0
  const server = await startServer({ onMessage: (message, socket) => receive(JSON.parse(String(message)) as FeedFrame, socket) })
  const membersOf = (key: string) => members.get(key) ?? members.set(key, new Set()).get(key)!
  const lastOf = (key: string) => last.get(key) ?? 0
  const send = (socket: WebSocket, frame: FeedFrame) => socket.send(JSON.stringify(frame))

  function receive(frame: FeedFrame, socket: WebSocket): void {
    const { op, key = '' } = frame
    if (op === 'ping') send(socket, { op: 'pong' })
    else if (op === 'say') said.push(frame.text!)
    else if (op === 'unsub') membersOf(key).delete(socket)
    else if (op === 'sub') subscribe(socket, key, frame.from)
  }

  function subscribe(socket: WebSocket, key: string, from: number | undefined): void {
    subscriptions.set(key, (subscriptions.get(key) ?? 0) + 1)
    membersOf(key).add(socket)
    socket.on('close', () => membersOf(key).delete(socket))
    const isKept = from !== undefined && from >= lastOf(key) - kept
    send(socket, { op: 'ok', key, verdict: from === undefined ? 'fresh' : isKept ? 'resumed' : 'gap' })
    if (isKept) for (let n = from + 1; n <= lastOf(key); n++) send(socket, { op: 'msg', key, n })
  }

  function publish(key: string): void {
    const n = lastOf(key) + 1
    last.set(key, n)
    for (const socket of membersOf(key)) send(socket, { op: 'msg', key, n })
  }

  async function flood(keys: readonly string[], total: number, perMillisecond = 4): Promise<void> {
    const start = performance.now()
    for (let sent = 0; sent < total; await new Promise((resolve) => setTimeout(resolve, 2))) {
      const due = Math.min(total, Math.ceil((performance.now() - start + 1) * perMillisecond))
      for (; sent < due; sent++) publish(keys[sent % keys.length]!)
    }
  }

  return Object.defineProperties(
    {
      publish,
      flood,
      lastOf,
      said,
      publishRaw: () => server.broadcast(JSON.stringify({ op: 'raw', n: ++rawNumber } satisfies FeedFrame)),
      subscribers: (key: string) => membersOf(key).size,
      subscribed: (key: string) => subscriptions.get(key) ?? 0,
    },
    Object.getOwnPropertyDescriptors(server),
  ) as unknown as FeedServer
}
