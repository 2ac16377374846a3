// The options of a connection to the gateways: a token that is renewed, and channels that continue after a reconnect.
import { defineOptions, json, recovery, type WebSocketConstructor } from 'websocket-store'
import { DRAINING, type FromServer, type Position, type Snapshot, type ToServer } from './protocol'

export interface FeedOptions {
  /** Called for each socket, and for each renewal. */
  getToken(): Promise<string>
  /**
   * The state of a channel. It must hold all messages that were sent before the call. So the application answers only when everything
   * that it publishes in the channel is confirmed by the engine.
   */
  loadSnapshot(channel: string, signal: AbortSignal): Promise<Snapshot>
  /** Called with the name of the gateway that serves this client, after each open and renewal. */
  onGateway?(gateway: string): void
  /** @default globalThis.WebSocket */
  WebSocket?: WebSocketConstructor
}

export function feedOptions({ getToken, loadSnapshot, onGateway, WebSocket }: FeedOptions) {
  return defineOptions({
    ...(WebSocket && { WebSocket }),
    codec: json<FromServer, ToServer>(),
    async handshake({ send, receive }) {
      send({ type: 'auth', token: await getToken() })
      const { renewAfterMs, gateway } = await receive((message) => message.type === 'welcome')
      onGateway?.(gateway)
      return { renewAfterMs }
    },
    heartbeat: { intervalMs: 15_000, timeoutMs: 5000 },
    reconnect: {
      // Another gateway serves this client, so it does not wait longer, as for a server that restarts. When the stream changed it does:
      // then all clients of all gateways reconnect, and load their channels.
      classifyClose: ({ reason }) => (reason === DRAINING ? 'retry' : undefined),
    },
    channels: {
      subscribe: (channel, after) => ({ type: 'subscribe', channel, after }),
      unsubscribe: (channel) => ({ type: 'unsubscribe', channel }),
      route: (message) => (message.type === 'message' || message.type === 'members' ? message.channel : undefined),
      ackOf: (message) => (message.type === 'subscribed' ? message.channel : undefined),
      errorOf: (message) => (message.type === 'refused' ? { key: message.channel, error: new Error(message.reason) } : undefined),
      positionOf: (message: FromServer): Position | undefined => (message.type === 'message' ? message.position : undefined),
      recovery: recovery<FromServer, Position>({
        verdictOf: (ack) => (ack.type === 'subscribed' ? ack.verdict : undefined),
        isAfter: (position, loaded) => position.epoch !== loaded.epoch || position.seq > loaded.seq,
        // The snapshot is of another epoch than the messages, so one of them is old. It is loaded again until both agree.
        isGap: (position, previous) => position.epoch !== previous.epoch,
        load: (channel, { signal }) => loadSnapshot(channel, signal as AbortSignal),
      }),
    },
  })
}
