import type { WebSocketLike } from 'websocket-store'

type Handler = ((event: never) => void) | null

/**
 * NATS sends a stream of bytes: a frame can contain several operations, or a part of one. This socket delivers one operation at
 * a time, and answers the PING of the server.
 */
export function splitOperations(socket: WebSocketLike): WebSocketLike {
  const native = socket as WebSocketLike & Record<`on${'open' | 'message' | 'error' | 'close'}`, Handler> & { terminate?(): void }
  native.binaryType = 'arraybuffer'
  const handlers: Record<'onopen' | 'onmessage' | 'onerror' | 'onclose', Handler> = {
    onopen: null,
    onmessage: null,
    onerror: null,
    onclose: null,
  }
  let rest: Uint8Array = new Uint8Array()

  native.onopen = (event) => handlers.onopen?.(event)
  native.onerror = (event) => handlers.onerror?.(event)
  native.onclose = (event) => handlers.onclose?.(event)
  native.onmessage = ({ data }: { data: ArrayBuffer }) => {
    rest = concat(rest, new Uint8Array(data))
    for (let end = endOfOperation(rest); end > 0; end = endOfOperation(rest)) {
      const operation = rest.subarray(0, end)
      rest = rest.subarray(end)
      if (isPing(operation)) native.send('PONG\r\n' as never)
      else handlers.onmessage?.({ type: 'message', data: operation } as never)
    }
  }

  return Object.defineProperties(handlers, {
    readyState: { get: () => native.readyState },
    bufferedAmount: { get: () => native.bufferedAmount },
    protocol: { get: () => native.protocol },
    extensions: { get: () => native.extensions },
    binaryType: { value: 'arraybuffer', writable: true },
    send: { value: (data: never) => native.send(data) },
    close: { value: (code?: number, reason?: string) => native.close(code, reason) },
    terminate: { value: () => native.terminate?.() },
  }) as unknown as WebSocketLike
}

/** The end of the first operation, or 0 if it has not arrived completely. */
function endOfOperation(bytes: Uint8Array): number {
  const lineEnd = bytes.indexOf(10) + 1
  if (lineEnd === 0) return 0
  const line = new TextDecoder().decode(bytes.subarray(0, lineEnd))
  const [, length] = /^MSG .* (\d+)\r\n$/i.exec(line) ?? []
  const end = length === undefined ? lineEnd : lineEnd + Number(length) + 2
  return end <= bytes.length ? end : 0
}

const isPing = (operation: Uint8Array) => operation.length === 6 && new TextDecoder().decode(operation) === 'PING\r\n'

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second
  const result = new Uint8Array(first.length + second.length)
  result.set(first)
  result.set(second, first.length)
  return result
}
