// An Ethereum node. Options that do the work: `requests` is JSON-RPC, `channels` are subscriptions whose notifications carry an
// id of the server, `recovery.load` fetches what was missed before live notifications continue. Channels: `newHeads`, and
// `logs:<address>`.
import { createConnection, json, jsonRpc, recovery, request, type LoadContext, type ReconnectOptions } from 'websocket-store'
import { isAfter, positionOf, type FromNode, type Head, type Log, type Position, type ToNode } from './messages'

const hex = (value: number) => `0x${value.toString(16)}`
const notificationOf = (result: Head | Log): FromNode => ({ params: { subscription: '', result } })
/** Replies to our own subscribe messages have the channel in their id. */
const channelOf = ({ id = '' }: FromNode) => (id.startsWith('subscribe ') ? id.slice('subscribe '.length) : undefined)
const addressOf = (key: string) => key.slice('logs:'.length)

export function connect(url: string, { reconnect = {}, pingEveryMs = 30_000 }: { reconnect?: ReconnectOptions; pingEveryMs?: number } = {}) {
  const keyOfSubscription = new Map<string, string>()

  const connection = createConnection(url, {
    codec: json<FromNode, ToNode>(),
    requests: jsonRpc(),
    channels: {
      subscribe(key) {
        const params = key === 'newHeads' ? [key] : ['logs', { address: addressOf(key) }]
        return { jsonrpc: '2.0', id: `subscribe ${key}`, method: 'eth_subscribe', params }
      },
      unsubscribe: (_key, ack) => ({ jsonrpc: '2.0', id: 'unsubscribe', method: 'eth_unsubscribe', params: [ack?.result] }),
      route: ({ params }) => params && keyOfSubscription.get(params.subscription),
      ackOf(message) {
        const key = 'result' in message ? channelOf(message) : undefined
        if (key !== undefined) keyOfSubscription.set(message.result as string, key)
        return key
      },
      errorOf(message) {
        const key = message.error && channelOf(message)
        return key === undefined ? undefined : { key, error: message.error }
      },
      positionOf,
      recovery: recovery<FromNode, Position>({ load, isAfter }),
    },
    heartbeat: {
      intervalMs: pingEveryMs,
      message: '{"jsonrpc":"2.0","id":"ping","method":"eth_chainId"}',
      isPong: (message) => (message as FromNode).id === 'ping',
    },
    reconnect,
  })

  const call = (method: string, params: readonly unknown[], signal: LoadContext['signal']) =>
    request<FromNode, ToNode, unknown>(connection, { method, params }, { signal })

  /** What follows the last position: the head or log that the users of the channel have. */
  async function load(key: string, { position: start, signal }: LoadContext<Position>): Promise<{ messages: readonly FromNode[] }> {
    if (!start) return { messages: [] }
    if (key !== 'newHeads') {
      const logs = (await call('eth_getLogs', [{ address: addressOf(key), fromBlock: hex(start.block) }], signal)) as Log[]
      return { messages: logs.map(notificationOf).filter((log) => isAfter(positionOf(log)!, start)) }
    }
    const last = Number(await call('eth_blockNumber', [], signal))
    const numbers = Array.from({ length: last - start.block }, (_, index) => hex(start.block + 1 + index))
    const heads = await Promise.all(numbers.map((number) => call('eth_getBlockByNumber', [number, false], signal)))
    return { messages: heads.map((head) => notificationOf(head as Head)) }
  }

  return connection
}
