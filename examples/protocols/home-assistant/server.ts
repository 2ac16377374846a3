// A fake of the WebSocket API of Home Assistant, written from its developer documentation: the authentication phase, commands
// with increasing ids (`id_reuse` otherwise), get_states, call_service, subscribe_events, unsubscribe_events, and ping.
import type { WebSocket } from 'ws'
import { startWsServer, type WsServer } from '../support/ws-server'

interface Command {
  readonly type: string
  readonly id?: number
  readonly access_token?: string
  readonly event_type?: string
  readonly subscription?: number
  readonly domain?: string
  readonly service?: string
}

interface Client {
  isAuthorized: boolean
  lastId: number
  /** Event types by the id of their subscription. */
  readonly subscriptions: Map<number, string>
}

export interface HomeAssistantServer extends WsServer {
  /** Received commands by socket. */
  readonly received: readonly (readonly Command[])[]
  /** How often an id did not increase. */
  readonly reusedIds: number
  /** The subscribed event types of all open sockets. */
  readonly subscriptions: readonly string[]
  fire(eventType: string, data: unknown): void
  /** Breaks the next socket that sends this command, instead of an answer. */
  cutOn(type: string): void
}

export async function startServer({ token }: { readonly token: string }): Promise<HomeAssistantServer> {
  const clients = new Map<WebSocket, Client>()
  let reusedIds = 0
  let cutOn: string | null = null

  const send = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message))
  const succeed = (socket: WebSocket, id: number, result: unknown = null) =>
    send(socket, { id, type: 'result', success: true, result })
  const fail = (socket: WebSocket, id: number, code: string, message: string) =>
    send(socket, { id, type: 'result', success: false, error: { code, message } })

  function authorize(socket: WebSocket, client: Client, { type, access_token }: Command): void {
    client.isAuthorized = type === 'auth' && access_token === token
    if (client.isAuthorized) return send(socket, { type: 'auth_ok', ha_version: '2026.1.0' })
    send(socket, { type: 'auth_invalid', message: 'Invalid access token or password' })
    socket.close()
  }

  function run(socket: WebSocket, client: Client, { id, ...command }: Command): void {
    if (typeof id !== 'number') return fail(socket, 0, 'invalid_format', 'Message incorrectly formatted.')
    if (id <= client.lastId) {
      reusedIds++
      return fail(socket, id, 'id_reuse', 'Identifier values have to increase.')
    }
    client.lastId = id
    switch (command.type) {
      case 'ping':
        return send(socket, { id, type: 'pong' })
      case 'get_states':
        return succeed(socket, id, [{ entity_id: 'light.kitchen', state: 'off' }])
      case 'call_service':
        if (command.domain !== 'light') return fail(socket, id, 'not_found', 'Service not found.')
        return succeed(socket, id, { context: { id: 'context', parent_id: null, user_id: null } })
      case 'subscribe_events':
        if (command.event_type === 'secret') return fail(socket, id, 'unauthorized', 'Unauthorized')
        client.subscriptions.set(id, command.event_type ?? '*')
        return succeed(socket, id)
      case 'unsubscribe_events':
        if (!client.subscriptions.delete(command.subscription ?? 0)) return fail(socket, id, 'not_found', 'Subscription not found.')
        return succeed(socket, id)
      default:
        return fail(socket, id, 'unknown_command', 'Unknown command.')
    }
  }

  const server = await startWsServer({
    onConnection(socket) {
      clients.set(socket, { isAuthorized: false, lastId: 0, subscriptions: new Map() })
      send(socket, { type: 'auth_required', ha_version: '2026.1.0' })
    },
    onMessage(frame, socket) {
      const command = JSON.parse(String(frame)) as Command
      const client = clients.get(socket)!
      if (!client.isAuthorized) return authorize(socket, client, command)
      if (command.type !== cutOn) return run(socket, client, command)
      cutOn = null
      socket.terminate()
    },
    onClose: (socket) => clients.delete(socket),
  })

  return {
    ...server,
    url: `${server.url}/api/websocket`,
    get received() {
      return server.framesBySocket.map((frames) => frames.map((frame) => JSON.parse(String(frame)) as Command))
    },
    get reusedIds() {
      return reusedIds
    },
    get subscriptions() {
      return [...clients.values()].flatMap(({ subscriptions }) => [...subscriptions.values()])
    },
    fire(eventType, data) {
      for (const [socket, { subscriptions }] of clients)
        for (const [id, type] of subscriptions)
          if (type === eventType)
            send(socket, { id, type: 'event', event: { event_type: eventType, data, origin: 'LOCAL', time_fired: '2026-01-01T00:00:00+00:00' } })
    },
    cutOn: (type) => (cutOn = type),
  }
}
