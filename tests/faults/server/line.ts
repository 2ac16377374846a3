import type { Socket } from 'node:net'
import type { SeenSocket } from '../kit/steps'
import { createFrameReader, type ClientFrame } from './client-frames'
import { headerOf } from './wire-bytes'

export const OPCODE = { text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa }
const NO_STATUS = 1005

/** One accepted client connection after its upgrade request, for a scripted server. */
export interface ClientConnection {
  readonly socket: Socket
  /** The whole upgrade request. */
  readonly request: string
  /** The client's next frame, or null after the client has ended its side. */
  nextFrame(): Promise<ClientFrame | null>
  seen(): SeenSocket
}

/** Resolves when the client sends the upgrade request. Stays pending if it never does. */
export function untilUpgradeRequest(socket: Socket): Promise<ClientConnection> {
  const acceptedAt = performance.now()
  let head = ''
  socket.on('error', () => {})
  return new Promise((resolve) => {
    socket.on('data', function read(chunk: Buffer) {
      head += chunk.toString('latin1')
      const end = head.indexOf('\r\n\r\n') + 4
      if (end < 4) return
      socket.off('data', read)
      resolve(createClientConnection(socket, head.slice(0, end), Buffer.from(head.slice(end), 'latin1'), acceptedAt))
    })
  })
}

function createClientConnection(socket: Socket, request: string, early: Buffer, acceptedAt: number): ClientConnection {
  const messages: string[] = []
  const frames: (ClientFrame | null)[] = []
  let endedAt: number | null = null
  let closeCode: number | null = null
  let wake = () => {}

  const push = (frame: ClientFrame | null) => {
    frames.push(frame)
    wake()
  }
  const read = createFrameReader((frame) => {
    if (frame.opcode === OPCODE.text) messages.push(frame.payload.toString())
    if (frame.opcode === OPCODE.close) closeCode = frame.payload.length >= 2 ? frame.payload.readUInt16BE(0) : NO_STATUS
    push(frame)
  })
  const ended = () => {
    if (endedAt !== null) return
    endedAt = performance.now()
    push(null)
  }
  socket.on('end', ended)
  socket.on('close', ended)
  socket.on('data', read)
  read(early)

  return {
    socket,
    request,
    async nextFrame() {
      while (frames.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      return frames[0] === null ? null : frames.shift()!
    },
    seen: () => ({
      acceptedAt,
      endedAt,
      path: request.split(' ')[1] ?? '',
      protocols: headerOf(request, 'sec-websocket-protocol'),
      messages: [...messages],
      closeCode,
    }),
  }
}
