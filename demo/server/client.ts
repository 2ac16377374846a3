import type { RawData, WebSocket } from 'ws'
import type { Path } from '../protocol'

/** One socket as an endpoint sees it. */
export interface Client {
  readonly id: number
  readonly path: Path
  /** Names the page that opened the socket; empty for other programs. */
  readonly tab: string
  readonly socket: WebSocket
  /** True while the fault `silent` keeps us from reading and writing. */
  readonly isSilenced: () => boolean
  /** False when the reader is too slow to take more now: stop, or lose what is next. */
  readonly isKeepingUp: () => boolean
  /** Text goes as it is; anything else as JSON. False when nothing was sent: closed, silenced or too slow. */
  readonly send: (value: unknown) => boolean
}

/** What an endpoint does with one client. */
export interface Session {
  onMessage(data: RawData, isBinary: boolean): void
  onClose?(): void
}

export interface Endpoint {
  open(client: Client): Session
  /** The n-th frame of a flood, in the words of this path. */
  floodFrame(index: number): string
}

/** More than this waiting in our memory means that the reader is slower than we are. */
export const HIGH_WATER_BYTES = 1024 * 1024

let lastId = 0

export const createClient = (socket: WebSocket, path: Path, tab: string, isSilenced: () => boolean): Client => {
  const isKeepingUp = (): boolean => socket.bufferedAmount < HIGH_WATER_BYTES
  return {
    id: ++lastId,
    path,
    tab,
    socket,
    isSilenced,
    isKeepingUp,
    send: (value) => {
      if (socket.readyState !== socket.OPEN || isSilenced() || !isKeepingUp()) return false
      socket.send(typeof value === 'string' ? value : JSON.stringify(value))
      return true
    },
  }
}

/** Text of a frame, whatever the form in which `ws` hands it over. */
export const textOf = (data: RawData): string => {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8')
}

/** The message as a value, or the reason why it is none, ready to be sent back. */
export const parseJson = (data: RawData, isBinary: boolean): { value: unknown } | { error: string } => {
  if (isBinary) return { error: 'This path speaks JSON in text frames.' }
  try {
    return { value: JSON.parse(textOf(data)) as unknown }
  } catch {
    return { error: 'Not valid JSON.' }
  }
}
