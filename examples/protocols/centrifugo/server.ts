// A fake, written from Centrifugo's specification of the client protocol (JSON, bidirectional): connect, subscribe with
// recovery by epoch and offset, unsubscribe, rpc, pushes, ping and pong, several commands or replies in a frame, error
// codes, disconnect codes, and unsubscribe codes.
import type { WebSocket } from 'ws'
import { startWsServer, type WsServer } from '../support/ws-server'

type Fields = Readonly<Record<string, unknown>>

export interface CentrifugoServer extends WsServer {
  /** The commands of each socket; `{}` is a pong. */
  readonly commands: readonly Fields[][]
  publish(channel: string, ...data: unknown[]): void
  /** Forgets what was published, as after a restart: a new epoch. */
  forget(channel: string): void
  unsubscribe(channel: string, code: number): void
  disconnect(code: number, reason: string): void
}

export interface CentrifugoServerSettings {
  readonly token?: string
  /** In seconds, as in the reply to connect. @default 25 */
  readonly ping?: number
}

interface Stream {
  epoch: string
  offset: number
  kept: Fields[]
  readonly readers: Set<WebSocket>
}

export async function startServer({ token, ping = 25 }: CentrifugoServerSettings = {}): Promise<CentrifugoServer> {
  const commands: Fields[][] = []
  const ofSocket = new Map<WebSocket, { received: Fields[]; isPongDue: boolean; timer: NodeJS.Timeout }>()
  const connected = new Set<WebSocket>()
  const streams = new Map<string, Stream>()
  let epochs = 0

  function streamOf(channel: string): Stream {
    const stream = streams.get(channel) ?? { epoch: `e${++epochs}`, offset: 0, kept: [], readers: new Set() }
    streams.set(channel, stream)
    return stream
  }

  function subscribe(socket: WebSocket, { channel, recover, epoch, offset }: Fields): Fields {
    if (String(channel).startsWith('secret:')) return { error: { code: 103, message: 'permission denied' } }
    const stream = streamOf(String(channel))
    if (stream.readers.has(socket)) return { error: { code: 105, message: 'already subscribed' } }
    stream.readers.add(socket)
    const result = { recoverable: true, positioned: true, epoch: stream.epoch, offset: stream.offset }
    if (!recover) return { subscribe: result }
    const recovered = epoch === stream.epoch
    const publications = recovered ? stream.kept.filter((each) => Number(each['offset']) > Number(offset)) : []
    return { subscribe: { ...result, was_recovering: true, recovered, ...(publications.length > 0 && { publications }) } }
  }

  function answer(socket: WebSocket, command: Fields): Fields | null {
    if (command['connect']) {
      const given = (command['connect'] as Fields)['token']
      if (token !== undefined && given !== token) {
        socket.close(3500, 'invalid token')
        return null
      }
      connected.add(socket)
      return { connect: { client: 'c1', version: '6.0.0 OSS', ping, pong: true } }
    }
    if (!connected.has(socket)) {
      socket.close(3501, 'bad request')
      return null
    }
    if (command['subscribe']) return subscribe(socket, command['subscribe'] as Fields)
    if (command['unsubscribe']) {
      streamOf(String((command['unsubscribe'] as Fields)['channel'])).readers.delete(socket)
      return { unsubscribe: {} }
    }
    const { method, data } = (command['rpc'] ?? {}) as Fields
    if (method !== 'add') return { error: { code: 104, message: 'method not found' } }
    return { rpc: { data: (data as number[]).reduce((sum, each) => sum + each, 0) } }
  }

  function receive(socket: WebSocket, frame: string): void {
    const state = ofSocket.get(socket)!
    const replies: string[] = []
    for (const line of frame.split('\n')) {
      const command = JSON.parse(line) as Fields
      state.received.push(command)
      if (command['id'] === undefined) state.isPongDue = false
      else {
        const reply = answer(socket, command)
        if (reply) replies.push(JSON.stringify({ id: command['id'], ...reply }))
      }
    }
    if (replies.length > 0) socket.send(replies.join('\n'))
  }

  function sendPing(socket: WebSocket): void {
    const state = ofSocket.get(socket)!
    if (state.isPongDue) return socket.close(3012, 'no pong')
    if (!connected.has(socket)) return
    state.isPongDue = true
    socket.send('{}')
  }

  const push = (stream: Stream, pushes: readonly Fields[]) =>
    stream.readers.forEach((socket) => socket.send(pushes.map((each) => JSON.stringify({ push: each })).join('\n')))

  const server = await startWsServer({
    onConnection(socket) {
      const received: Fields[] = []
      commands.push(received)
      ofSocket.set(socket, { received, isPongDue: false, timer: setInterval(() => sendPing(socket), ping * 1000) })
    },
    onMessage: (frame, socket) => receive(socket, String(frame)),
    onClose(socket) {
      clearInterval(ofSocket.get(socket)?.timer)
      connected.delete(socket)
      streams.forEach(({ readers }) => readers.delete(socket))
    },
  })
  return {
    ...server,
    commands,
    publish(channel, ...data) {
      const stream = streamOf(channel)
      const publications = data.map((each) => ({ data: each, offset: ++stream.offset }))
      stream.kept.push(...publications)
      push(stream, publications.map((pub) => ({ channel, pub })))
    },
    forget(channel) {
      Object.assign(streamOf(channel), { epoch: `e${++epochs}`, offset: 0, kept: [] })
    },
    unsubscribe(channel, code) {
      const stream = streamOf(channel)
      push(stream, [{ channel, unsubscribe: { code, reason: code < 2500 ? 'unsubscribed' : 'insufficient state' } }])
      stream.readers.clear()
    },
    disconnect: (code, reason) => connected.forEach((socket) => socket.close(code, reason)),
  }
}
