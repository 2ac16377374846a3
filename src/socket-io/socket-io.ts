import type { ChannelProtocol, Codec, RequestProtocol } from '../core'
import type { SocketIoClient } from './client-types'
import { codec } from './codec'
import type { AnyEvents, SocketIoAck, SocketIoEvents, SocketIoMessage, SocketIoOutgoing } from './messages'
import { transportOf, type SocketIoSocket, type SocketIoTransportOptions } from './transport'

export interface SocketIoOptions<In = never, Out = unknown> extends SocketIoTransportOptions {
  /** The connection's `channels` option, for `channel()` and `useChannel`; here its messages are typed. */
  channels?: ChannelProtocol<In, Out>
  /**
   * Converts an acknowledgement's arguments to the result of `request()`; throws when they report a failure.
   *
   * @default the first argument
   */
  resultOf?(...args: readonly unknown[]): unknown
}

/** The options of a connection to a Socket.IO server. */
export interface SocketIoPreset<In, Out> {
  readonly transport: (url: string) => SocketIoSocket
  readonly codec: Codec<In, Out>
  readonly requests: RequestProtocol<In, Out>
  readonly channels?: ChannelProtocol<In, Out>
}

/**
 * The `transport`, `codec`, `requests` and `channels` options for a Socket.IO 4 server, over your own `socket.io-client`. The url's path is
 * the namespace. A message is `{ event, args }`; `request()` resolves with the server's acknowledgement. Only this package
 * reconnects: each dial creates one socket, and Socket.IO's own reconnection is off.
 *
 * A refusal by the server's middleware is a `connect-failed` error, with the middleware's error as its `cause`.
 *
 * @param io `io` of `socket.io-client`.
 */
export function socketIo<
  FromServer extends SocketIoEvents<FromServer> = AnyEvents,
  ToServer extends SocketIoEvents<ToServer> = FromServer,
>(
  io: SocketIoClient,
  options: SocketIoOptions<SocketIoMessage<FromServer>, SocketIoOutgoing<ToServer>> = {},
): SocketIoPreset<SocketIoMessage<FromServer>, SocketIoOutgoing<ToServer>> {
  const { resultOf = (first: unknown) => first, channels } = options
  return {
    transport: transportOf(io, options),
    codec: codec as unknown as Codec<SocketIoMessage<FromServer>, SocketIoOutgoing<ToServer>>,
    requests: {
      tag: (message, id) => ({ ...message, id }),
      idOf: (message) => (message as Partial<SocketIoAck>).id,
      resultOf: (reply) => resultOf(...(reply as SocketIoAck).args),
    },
    ...(channels && { channels }),
  }
}
