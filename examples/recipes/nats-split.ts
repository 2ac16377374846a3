import type { WebSocketLike } from 'websocket-store'

type Handler = ((event: never) => void) | null

/**
 * NATS speaks a stream of bytes: a frame may hold several of its operations, or a part of one. This socket hands out one
 * operation at a time, and answers the server's PING.
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
    rest = joined(rest, new Uint8Array(data))
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

/** Where the first operation ends; 0 while it has not arrived whole. */
function endOfOperation(bytes: Uint8Array): number {
  const lineEnd = bytes.indexOf(10) + 1
  if (lineEnd === 0) return 0
  const line = new TextDecoder().decode(bytes.subarray(0, lineEnd))
  const [, length] = /^MSG .* (\d+)\r\n$/i.exec(line) ?? []
  const end = length === undefined ? lineEnd : lineEnd + Number(length) + 2
  return end <= bytes.length ? end : 0
}

const isPing = (operation: Uint8Array) => operation.length === 6 && new TextDecoder().decode(operation) === 'PING\r\n'

function joined(before: Uint8Array, after: Uint8Array): Uint8Array {
  if (before.length === 0) return after
  const both = new Uint8Array(before.length + after.length)
  both.set(before)
  both.set(after, before.length)
  return both
}
