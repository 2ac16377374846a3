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

/** A call of the server, as `respond()` passes it to its handler. */
export interface JsonRpcRequest extends JsonRpcCall {
  readonly id: string | number
}

type Reply = Partial<Record<'id' | 'result' | 'error' | 'method', unknown>>

const protocol: RequestProtocol<unknown, unknown, JsonRpcRequest> = {
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
  requestOf(message) {
    const { id, method } = Object(message) as Reply
    return typeof method === 'string' && (typeof id === 'string' || typeof id === 'number') ? (message as JsonRpcRequest) : undefined
  },
  // The result is required, also where there is none (§5).
  reply: (result = null, { id }) => ({ jsonrpc: '2.0', id, result }),
  replyError: (error, { id }) => ({ jsonrpc: '2.0', id, error: errorObjectOf(error) }),
  replyUnknown: ({ id }) => ({ jsonrpc: '2.0', id, error: { code: -32601, message: 'Method not found' } }),
}

/** Only a JsonRpcError was written for the server: another error may contain what is private. By name, because there may be an ESM and a CJS copy. */
function errorObjectOf(error: unknown): object {
  if (!(error instanceof Error) || error.name !== 'JsonRpcError') return { code: -32603, message: 'Internal error' }
  const { code, message, data } = error as Error & { readonly code: number; readonly data: unknown }
  return { code, message, ...(data !== undefined && { data }) }
}

/**
 * The `requests` option for JSON-RPC 2.0 over a JSON codec: `request()` resolves with the `result`, or rejects with
 * `request-refused` and a `JsonRpcError` as its cause. A call sent with `send()` is a notification: add `jsonrpc: '2.0'`.
 * Batches (§6) are not supported: each call is one message, and the server answers each with one.
 *
 * For `respond()`, a call of the server is a `JsonRpcRequest`. When the handler throws, the server gets the code, message and
 * data of a `JsonRpcError`, and -32603 without details for any other error; when no handler takes the call, -32601.
 *
 * It has no message types, so that the codec alone decides those of the connection.
 */
export const jsonRpc = (): RequestProtocol<never, never> => protocol as RequestProtocol<never, never>
