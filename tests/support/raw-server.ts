import { createHash } from 'node:crypto'
import { createServer, type AddressInfo, type Socket } from 'node:net'

/** Constant of the opening handshake (RFC 6455 §1.3). */
const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const TEXT = 0x1
const CLOSE = 0x8

/** One accepted TCP connection. `request` resolves with the whole upgrade request. */
export interface RawLine {
  readonly socket: Socket
  request(): Promise<string>
}

export interface RawServer {
  /** `ws://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** Number of TCP connections accepted so far. */
  readonly accepted: number
  readonly alive: number
  stop(): Promise<void>
}

export interface RawServerOptions {
  /** Keeps its side of a TCP connection open after the peer has ended its side. @default false */
  keepsLines?: boolean
}

/** A TCP server on an ephemeral loopback port. It passes each TCP connection to `behave`. */
export async function startRawServer(
  behave: (line: RawLine) => unknown,
  { keepsLines = false }: RawServerOptions = {},
): Promise<RawServer> {
  const lines = new Set<Socket>()
  let accepted = 0
  const server = createServer({ allowHalfOpen: keepsLines }, (socket) => {
    accepted++
    lines.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => lines.delete(socket))
    behave({ socket, request: () => readRequest(socket) })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `ws://127.0.0.1:${port}`,
    port,
    get accepted() {
      return accepted
    },
    get alive() {
      return lines.size
    },
    async stop() {
      const closed = new Promise<unknown>((resolve) => server.close(resolve))
      for (const line of lines) line.destroy()
      await closed
    },
  }
}

function readRequest(socket: Socket): Promise<string> {
  let text = ''
  return new Promise((resolve) => {
    socket.on('data', function read(chunk: Buffer) {
      text += chunk.toString('latin1')
      if (!text.includes('\r\n\r\n')) return
      socket.off('data', read)
      resolve(text)
    })
  })
}

/** The 101 response to a request, with its empty last line. */
export function upgradeAnswer(request: string): string {
  const key = /sec-websocket-key: *(\S+)/i.exec(request)?.[1] ?? ''
  const accept = createHash('sha1').update(key + HANDSHAKE_GUID).digest('base64')
  const fields = ['Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept}`]
  return ['HTTP/1.1 101 Switching Protocols', ...fields, '', ''].join('\r\n')
}

/** An unmasked, final frame of up to 125 bytes (RFC 6455 §5.2). */
function frame(opcode: number, payload: Uint8Array): Buffer {
  if (payload.length > 125) throw new RangeError('a frame of this helper holds up to 125 bytes')
  return Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload])
}

export const textFrame = (text: string): Buffer => frame(TEXT, Buffer.from(text))

export function closeFrame(code: number, reason = ''): Buffer {
  const payload = Buffer.alloc(2 + Buffer.byteLength(reason))
  payload.writeUInt16BE(code)
  payload.write(reason, 2)
  return frame(CLOSE, payload)
}

// Ready-made faulty behaviour.

/** Accepts the TCP connection and never sends anything. */
export const neverAnswers = ({ socket }: RawLine): void => void socket.resume()

/** Resets the TCP connection immediately. */
export const resets = ({ socket }: RawLine): void => void socket.resetAndDestroy()

/** Sends half of the 101 response and closes. */
export async function answersHalf({ socket, request }: RawLine): Promise<void> {
  const answer = upgradeAnswer(await request())
  socket.end(answer.slice(0, answer.length / 2))
}

/** Upgrades correctly and sends these bytes in the same segment. Then it sends nothing, not even an answer to a close frame. */
export function upgradesWith(...bytes: Buffer[]): (line: RawLine) => Promise<void> {
  return async ({ socket, request }) => {
    const answer = upgradeAnswer(await request())
    socket.write(Buffer.concat([Buffer.from(answer, 'latin1'), ...bytes]))
    socket.resume()
  }
}
