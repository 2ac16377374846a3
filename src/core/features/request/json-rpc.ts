import type { RequestProtocol } from '../../vocabulary/request'

/** A call (JSON-RPC 2.0 §4). Version and id are added. */
export interface JsonRpcCall {
  readonly method: string
  readonly params?: unknown
}

/** The server's error for a failed call (JSON-RPC 2.0 §5.1). */
export class JsonRpcError extends Error {
  override readonly name = 'JsonRpcError'
  readonly code: number
  readonly data: unknown

  constructor({ code, message, data }: { readonly code: number; readonly message: string; readonly data?: unknown }) {
    super(message)
    this.code = code
    this.data = data
  }
}

type Reply = Partial<Record<'id' | 'result' | 'error' | 'method', unknown>>

const protocol: RequestProtocol = {
  // Our id comes last: no reply is expected for another one.
  tag: (call, id) => ({ ...(call as JsonRpcCall), jsonrpc: '2.0', id }),
  idOf(message) {
    if (typeof message !== 'object' || message === null || 'method' in message) return undefined
    const { id } = message as Reply
    return typeof id === 'string' ? id : undefined
  },
  resultOf(message) {
    const { error, result } = message as Reply
    if (error) throw new JsonRpcError(error as ConstructorParameters<typeof JsonRpcError>[0])
    return result
  },
}

/**
 * The `requests` option for JSON-RPC 2.0 over a JSON codec: `request()` resolves with the `result`, or rejects with
 * `request-refused` and a `JsonRpcError` as its cause. A call sent with `send()` is a notification: add `jsonrpc: '2.0'`.
 * Batches (§6) are not supported: each call is one message, and the server answers each with one.
 *
 * It has no message types, so that the codec alone decides those of the connection.
 */
export const jsonRpc = (): RequestProtocol<never, never> => protocol as RequestProtocol<never, never>
