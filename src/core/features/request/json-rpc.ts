import type { RequestProtocol } from '../../vocabulary/request'

/** A call as the application writes it (JSON-RPC 2.0 §4); version and id are added. */
export interface JsonRpcCall {
  readonly method: string
  readonly params?: unknown
}

/** What a server says when a call failed (JSON-RPC 2.0 §5.1). */
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
  // An id of the call's own would be one that no reply is expected for.
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
 * Batches (§6) are not spoken: each call is a message of its own, and a server answers each with one.
 *
 * Of no message types of its own, so that those of the connection are what its codec says.
 */
export const jsonRpc = (): RequestProtocol<never, never> => protocol as RequestProtocol<never, never>
