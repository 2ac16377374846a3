import { json } from 'websocket-store'
import { createTestServer, type ServerConnection, type TestServer } from 'websocket-store/testing'
import { YOU, type ChatMessage, type FromServer, type ToServer } from './protocol'

const LATENCY_MS = 40
const KEPT = 100
const TALK_MS = 3500

/** What the other people say, in turn. */
const TALK: readonly (readonly [room: string, name: string, text: string])[] = [
  ['lobby', 'ada', 'Good morning, everybody.'],
  ['kitchen', 'bob', 'There is fresh coffee.'],
  ['lobby', 'bob', 'Morning! The deploy of last night is through.'],
  ['lobby', 'ada', 'Did the clients reconnect?'],
  ['lobby', 'bob', 'All of them, spread over two seconds.'],
  ['kitchen', 'ada', 'Keep a cup for me.'],
  ['lobby', 'ada', 'And nobody missed a message?'],
  ['lobby', 'bob', 'The rooms continued where they were.'],
  ['kitchen', 'bob', 'The pot is almost empty.'],
]
/** What was said before the reader came. */
const BEFORE = 3

type Member = ServerConnection<ToServer, FromServer>

export interface ChatServer {
  readonly server: TestServer<ToServer, FromServer>
  stop(): void
}

/** A chat whose rooms keep their messages, also over a restart. */
export function createChatServer(isPaused: () => boolean): ChatServer {
  const server = createTestServer({ url: 'wss://demo.example/chat', codec: json<FromServer, ToServer>(), latencyMs: LATENCY_MS, clock: 'system' })
  const rooms = new Map<string, ChatMessage[]>()
  const members = new Map<Member, Set<string>>()
  let lastId = 0
  let turn = 0

  function say(room: string, name: string, text: string): void {
    const message: ChatMessage = { type: 'message', room, id: ++lastId, name, text }
    rooms.set(room, [...(rooms.get(room) ?? []), message].slice(-KEPT))
    for (const [connection, joined] of members) if (joined.has(room)) connection.send(message)
  }

  function talk(): void {
    const [room, name, text] = TALK[turn++ % TALK.length]!
    say(room, name, text)
  }

  function join(connection: Member, room: string, after: number): void {
    members.get(connection)?.add(room)
    const kept = rooms.get(room) ?? []
    // With an `after` of 0 the room starts with everything that it kept.
    connection.send({ type: 'joined', room, isResumed: after === 0 || kept.some(({ id }) => id === after) })
    for (const message of kept) if (message.id > after) connection.send(message)
  }

  server.onConnection((connection) => members.set(connection, new Set()))
  server.onClose((_ending, connection) => members.delete(connection))
  server.onMessage((message, connection) => {
    if (message.type === 'join') join(connection, message.room, message.after)
    else if (message.type === 'leave') members.get(connection)?.delete(message.room)
    else say(message.room, YOU, message.text)
  })

  for (let count = 0; count < BEFORE; count++) talk()
  const timer = setInterval(() => isPaused() || talk(), TALK_MS)
  return {
    server,
    stop() {
      clearInterval(timer)
      server.stop()
    },
  }
}
