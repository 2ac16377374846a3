// A fake of an Ethereum node with one chain, written from the Ethereum JSON-RPC specification and the documentation of geth's
// subscriptions: eth_subscribe (newHeads, logs) and its notifications, eth_unsubscribe, and the calls that a backfill needs.
import type { WebSocket } from 'ws'
import { startWsServer, type WsServer } from '../support/ws-server'
import type { Head, Log } from './messages'

interface Call {
  readonly id: string | number
  readonly method: string
  readonly params?: readonly unknown[]
}

interface Block extends Head {
  readonly parentHash: string
}

interface Subscription {
  readonly socket: WebSocket
  readonly kind: 'newHeads' | 'logs'
  readonly address: string | undefined
}

export interface EthereumServer extends WsServer {
  /** Received calls by socket. */
  readonly calls: readonly (readonly Call[])[]
  /** Subscriptions of all sockets, by id. */
  readonly subscriptions: ReadonlyMap<string, Subscription>
  /** Ids that the server has given to subscriptions, in order. */
  readonly givenIds: readonly string[]
  /** Adds a block, with a log for each of these addresses. */
  mine(...addresses: readonly string[]): void
  /** Replaces the last block. */
  reorganize(): void
  /** Whether the answers to eth_subscribe wait. When they go out, notifications have overtaken them. */
  holdAcks(isHeld: boolean): void
  /** Whether the answers of the backfill wait. */
  holdBackfill(isHeld: boolean): void
}

const hex = (value: number) => `0x${value.toString(16)}`

export async function startServer(): Promise<EthereumServer> {
  const blocks: Block[] = []
  const logs: Log[] = []
  const subscriptions = new Map<string, Subscription>()
  const givenIds: string[] = []
  const heldAcks: (() => void)[] = []
  const heldBackfill: (() => void)[] = []
  const held = { acks: false, backfill: false }
  let hashes = 0

  const send = (socket: WebSocket, message: object) => socket.send(JSON.stringify({ jsonrpc: '2.0', ...message }))

  function notify(kind: Subscription['kind'], result: Block | Log): void {
    for (const [id, { socket, kind: wanted, address }] of subscriptions)
      if (wanted === kind && (address === undefined || (result as Log).address === address))
        send(socket, { method: 'eth_subscription', params: { subscription: id, result } })
  }

  function addBlock(number: number, addresses: readonly string[]): void {
    const hash = `0xhash${++hashes}`
    blocks[number] = { number: hex(number), hash, parentHash: blocks[number - 1]?.hash ?? '0x0' }
    notify('newHeads', blocks[number])
    addresses.forEach((address, index) => {
      const log = { address, blockNumber: hex(number), blockHash: hash, logIndex: hex(index), data: hex(number * 16 + index), removed: false }
      logs.push(log)
      notify('logs', log)
    })
  }

  function subscribe(socket: WebSocket, [kind, filter]: readonly unknown[]): string {
    const id = hex(0xabc0 + givenIds.length)
    givenIds.push(id)
    subscriptions.set(id, { socket, kind: kind as Subscription['kind'], address: (filter as { address?: string } | undefined)?.address })
    return id
  }

  function resultOf(socket: WebSocket, { method, params = [] }: Call): unknown {
    switch (method) {
      case 'eth_chainId':
        return '0x1'
      case 'eth_blockNumber':
        return hex(blocks.length - 1)
      case 'eth_getBlockByNumber':
        return blocks[Number(params[0])] ?? null
      case 'eth_getLogs': {
        const { address, fromBlock } = params[0] as { address: string; fromBlock: string }
        return logs.filter((log) => log.address === address && Number(log.blockNumber) >= Number(fromBlock))
      }
      case 'eth_subscribe':
        if (params[0] === 'newHeads' || params[0] === 'logs') return subscribe(socket, params)
        throw Object.assign(new Error(`no "${String(params[0])}" subscription in eth namespace`), { code: -32601 })
      case 'eth_unsubscribe':
        if (subscriptions.delete(String(params[0]))) return true
        throw Object.assign(new Error('subscription not found'), { code: -32000 })
      default:
        throw Object.assign(new Error(`the method ${method} does not exist/is not available`), { code: -32601 })
    }
  }

  function answer(socket: WebSocket, call: Call): void {
    // A held backfill sees the chain as it is when it goes on.
    if (held.backfill && /Logs|BlockByNumber|blockNumber/.test(call.method)) return void heldBackfill.push(() => answerNow(socket, call))
    answerNow(socket, call)
  }

  function answerNow(socket: WebSocket, call: Call): void {
    try {
      const result = resultOf(socket, call)
      const reply = () => send(socket, { id: call.id, result })
      if (held.acks && call.method === 'eth_subscribe') heldAcks.push(reply)
      else reply()
    } catch (error) {
      const { code, message } = error as Error & { code: number }
      send(socket, { id: call.id, error: { code, message } })
    }
  }

  const server = await startWsServer({
    onMessage: (frame, socket) => answer(socket, JSON.parse(String(frame)) as Call),
    onClose: (socket) => subscriptions.forEach((each, id) => each.socket === socket && subscriptions.delete(id)),
  })
  addBlock(0, [])

  const release = (waiting: (() => void)[], isHeld: boolean) => isHeld || waiting.splice(0).forEach((reply) => reply())
  return {
    ...server,
    get calls() {
      return server.framesBySocket.map((frames) => frames.map((frame) => JSON.parse(String(frame)) as Call))
    },
    subscriptions,
    givenIds,
    mine: (...addresses) => addBlock(blocks.length, addresses),
    reorganize: () => addBlock(blocks.length - 1, []),
    holdAcks(isHeld) {
      held.acks = isHeld
      release(heldAcks, isHeld)
    },
    holdBackfill(isHeld) {
      held.backfill = isHeld
      release(heldBackfill, isHeld)
    },
  }
}
