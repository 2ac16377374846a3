import { createPageServer, type PageServer, type ServerConnection } from '../../../../../demo/page-server'
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

export interface ChatServer {
  readonly server: PageServer
  stop(): void
}

/** A chat whose rooms keep their messages, also over a restart. */
export function createChatServer(isPaused: () => boolean): ChatServer {
  const server = createPageServer({ url: 'wss://demo.example/chat', latencyMs: LATENCY_MS })
  const rooms = new Map<string, ChatMessage[]>()
  const members = new Map<ServerConnection, Set<string>>()
  let lastId = 0
  let turn = 0

  const send = (connection: ServerConnection, message: FromServer) => connection.send(JSON.stringify(message))

  function say(room: string, name: string, text: string): void {
    const message: ChatMessage = { type: 'message', room, id: ++lastId, name, text }
    rooms.set(room, [...(rooms.get(room) ?? []), message].slice(-KEPT))
    for (const [connection, joined] of members) if (joined.has(room)) send(connection, message)
  }

  function talk(): void {
    const [room, name, text] = TALK[turn++ % TALK.length]!
    say(room, name, text)
  }

  function join(connection: ServerConnection, room: string, after: number): void {
    members.get(connection)?.add(room)
    const kept = rooms.get(room) ?? []
    // With an `after` of 0 the room starts with everything that it kept.
    send(connection, { type: 'joined', room, isResumed: after === 0 || kept.some(({ id }) => id === after) })
    for (const message of kept) if (message.id > after) send(connection, message)
  }

  server.on('connection', (connection) => members.set(connection, new Set()))
  server.on('close', (_ending, connection) => members.delete(connection))
  server.on('message', (data, connection) => {
    const message = JSON.parse(String(data)) as ToServer
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
