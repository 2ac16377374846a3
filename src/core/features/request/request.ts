import type { Connection } from '../../vocabulary/connection'
import type { RequestOptions } from '../../vocabulary/request'
import { createExchange } from './exchange'

/**
 * Sends a message, in order with all others, and resolves with its first reply. It takes demand while it waits, so it also
 * works on a connection without other users.
 *
 * Rejects with a ConnectionError: `request-timeout`; `request-lost` when the socket was lost before the reply or the
 * message was dropped; `request-refused` when `resultOf` throws, with that in `cause`; `encode-failed`. Rejects with the
 * signal's reason when it aborts.
 */
export function request<In, Out, Reply = In>(
  connection: Connection<In, Out>,
  message: Out,
  options: RequestOptions<In> = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const take = (result: unknown) => resolve(result as Reply)
    createExchange(connection, message, options, { isLast: () => true, take, fail: reject }).start()
  })
}
