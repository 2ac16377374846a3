import type { CloseInfo, ConnectionError } from 'websocket-store'
import type { EventSourcePreset } from 'websocket-store/event-source'
import { connectTo } from '../support/per-test'

/** A connection that ends with the test, and everything that it emitted. */
export function connect<In>(url: string, preset: EventSourcePreset<In>, more = {}) {
  const connection = connectTo<In, never>(url, { ...preset, ...more })
  const received: In[] = []
  const closes: CloseInfo[] = []
  const errors: ConnectionError[] = []
  connection.onMessage((message) => void received.push(message))
  connection.on('close', (close) => void closes.push(close))
  connection.on('error', (error) => void errors.push(error))
  connection.connect()
  return { connection, received, closes, errors }
}
