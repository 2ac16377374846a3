import type { RawData, WebSocket } from 'ws'
import type { Path } from '../protocol'

/** One socket, as an endpoint uses it. */
export interface Client {
  readonly id: number
  readonly path: Path
  /** Identifies the page that opened the socket. Empty for other programs. */
  readonly tab: string
  readonly socket: WebSocket
  /** True while the fault `silent` blocks reading and writing. */
  readonly isSilenced: () => boolean
  /** False when the client reads too slowly. Stop sending, or the next message is lost. */
  readonly hasCapacity: () => boolean
  /** Sends text as it is and other values as JSON. Returns false if nothing was sent: closed, silenced or too slow. */
  readonly send: (value: unknown) => boolean
  /**
   * Like `send`, but the values of one turn of the event loop go into one frame, as a JSON array. A browser can read many values in
   * a frame much faster than as many frames.
   */
  readonly push: (value: unknown) => boolean
}

/** Event handlers of an endpoint for one client. */
export interface ClientHandlers {
  onMessage(data: RawData, isBinary: boolean): void
  onClose?(): void
}

export interface Endpoint {
  open(client: Client): ClientHandlers
  /** The n-th frame of a flood, in the message format of this path. */
  floodFrame(index: number, client: Client): string
}

/** If more unsent bytes than this are buffered, the client reads too slowly. */
export const HIGH_WATER_BYTES = 1024 * 1024

/** A larger frame would block the page while it is read. */
const MAX_BATCH = 500

let lastId = 0

export const createClient = (socket: WebSocket, path: Path, tab: string, isSilenced: () => boolean): Client => {
  const hasCapacity = (): boolean => socket.bufferedAmount < HIGH_WATER_BYTES
  const canSend = (): boolean => socket.readyState === socket.OPEN && !isSilenced() && hasCapacity()
  let batch: string[] = []
  const sendBatch = (): void => {
    if (batch.length > 0 && socket.readyState === socket.OPEN) socket.send(`[${batch.join(',')}]`)
    batch = []
  }
  return {
    id: ++lastId,
    path,
    tab,
    socket,
    isSilenced,
    hasCapacity,
    send: (value) => {
      if (!canSend()) return false
      socket.send(typeof value === 'string' ? value : JSON.stringify(value))
      return true
    },
    push: (value) => {
      if (!canSend()) return false
      batch.push(JSON.stringify(value))
      if (batch.length === 1) queueMicrotask(sendBatch)
      else if (batch.length === MAX_BATCH) sendBatch()
      return true
    },
  }
}

/** Text of a frame, for every data type that `ws` uses. */
export const textOf = (data: RawData): string => {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8')
}

/** Parses a message. Returns the value, or an error text for the reply. */
export const parseJson = (data: RawData, isBinary: boolean): { value: unknown } | { error: string } => {
  if (isBinary) return { error: 'This path expects JSON in text frames.' }
  try {
    return { value: JSON.parse(textOf(data)) as unknown }
  } catch {
    return { error: 'Not valid JSON.' }
  }
}
