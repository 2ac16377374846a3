import { parseUrl } from './arguments'
import { createEmitter, type Emitter } from './emitter'
import { createLine, type Port } from './line'
import { createSocketClass } from './page-socket'
import { createServerConnection } from './server-connection'
import type { DialRequest, PageServer, PageServerOptions, ServerConnection, ServerEvents } from './types'

type Mode = 'accept' | 'refuse' | 'hang'

/** A WebSocket server that runs in the page or in Node. It replaces no global: pass its `WebSocket` as an option. */
export function createPageServer(options: PageServerOptions = {}): PageServer {
  const { latencyMs = 5, closeTimeoutMs = 30_000, selectProtocol = (offered) => offered[0] ?? '' } = options
  const url = parseUrl(options.url ?? 'wss://server.example/').href
  const emitters: { [Type in keyof ServerEvents]: Emitter<ServerEvents[Type]> } = {
    connection: createEmitter(),
    message: createEmitter(),
    close: createEmitter(),
    refuse: createEmitter(),
    restart: createEmitter(),
  }
  /** Everything that has not ended, so also what waits for the answer to a close frame. */
  const live = new Set<ServerConnection>()
  /** Dials that wait for an answer. */
  const waiting = new Map<Port, DialRequest>()
  let mode: Mode = 'accept'
  let downs = 0
  let isStopped = false
  let bytesPerSecond = Infinity
  let lastId = 0

  function admit(request: DialRequest, port: Port): void {
    waiting.delete(port)
    const protocol = request.protocols.length > 0 ? selectProtocol(request.protocols) : ''
    const connection = createServerConnection({ ...request, id: ++lastId, protocol, port, closeTimeoutMs })
    live.add(connection)
    connection.onMessage((data) => emitters.message.emit(data, connection))
    connection.onClose((ending) => {
      live.delete(connection)
      emitters.close.emit(ending, connection)
    })
    // Before the event, so that what its listeners send arrives after the open.
    port.push({ type: 'accept', protocol })
    emitters.connection.emit(connection)
  }

  function reject(request: DialRequest, port: Port): void {
    waiting.delete(port)
    port.push({ type: 'refuse' })
    emitters.refuse.emit(request)
  }

  function answer(request: DialRequest, port: Port): void {
    if (isStopped || downs > 0 || mode === 'refuse') reject(request, port)
    else if (mode === 'accept') admit(request, port)
  }

  function answerAll(): void {
    for (const [port, request] of [...waiting]) answer(request, port)
  }

  function setMode(next: Mode): void {
    mode = next
    answerAll()
  }

  function dial(request: DialRequest): Port {
    const { client, server } = createLine({ latencyMs, bytesPerSecond: () => bytesPerSecond })
    server.attach({
      onFrame() {
        waiting.set(server, request)
        answer(request, server)
      },
      onLost: () => void waiting.delete(server),
    })
    client.push({ type: 'dial' })
    return client
  }

  const each = (act: (connection: ServerConnection) => void) => [...live].forEach(act)
  const cut = () => each((connection) => connection.cut())
  const close = (code?: number, reason?: string) => each((connection) => connection.close(code, reason))

  return {
    WebSocket: createSocketClass({ dial, closeTimeoutMs }),
    url,
    get connections() {
      return [...live].filter(({ isOpen }) => isOpen)
    },
    on: (type, listener) => emitters[type].on(listener),
    send: (data) => each((connection) => connection.send(data)),
    refuse: () => setMode('refuse'),
    hang: () => setMode('hang'),
    accept: () => setMode('accept'),
    close,
    cut,
    silence: () => each((connection) => connection.silence()),
    slow: (limit) => void (bytesPerSecond = limit),
    async restart({ downMs = 1000, code = 1012 } = {}) {
      downs++
      if (code === null) cut()
      else close(code)
      answerAll()
      await new Promise((resolve) => setTimeout(resolve, downMs))
      downs--
      emitters.restart.emit()
    },
    stop() {
      isStopped = true
      cut()
      answerAll()
    },
  }
}
