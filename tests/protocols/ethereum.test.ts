import { expect, it, onTestFinished } from 'vitest'
import { channel, request } from 'websocket-store'
import { connect } from '../../examples/protocols/ethereum/client'
import type { FromNode, Head, Log } from '../../examples/protocols/ethereum/messages'
import { startServer } from '../../examples/protocols/ethereum/server'
import { withNodeWebSocket } from './support/with-node-websocket'
import { untilPhase, waitFor } from '../support/wait-for'
import { shows } from './support/shows'
import { expectCleanClose } from './support/clean-close'

withNodeWebSocket()

async function start({ pingEveryMs = 60_000 } = {}) {
  const server = await startServer()
  const connection = connect(server.url, { reconnect: { delay: () => 20 }, pingEveryMs })
  connection.setOptions({ ...connection.options, lingerMs: 0 })
  connection.connect()
  onTestFinished(async () => {
    connection.dispose()
    await server.close()
  })
  const methodsOf = (socket: number) => server.calls[socket]?.map(({ method }) => method) ?? []
  return { server, connection, methodsOf }
}

const numberOf = ({ params }: FromNode) => Number((params!.result as Head).number)
const dataOf = ({ params }: FromNode) => (params!.result as Log).data

it('routes notifications by the id that the server gave to the subscription', shows('connect', 'subscribe'), async () => {
  const { server, connection } = await start()
  const heads = channel(connection, 'newHeads')
  const logs = channel(connection, 'logs:0xa')
  const seen: unknown[] = []
  heads.onMessage((message) => void seen.push(numberOf(message)))
  logs.onMessage((message) => void seen.push(dataOf(message)))
  await waitFor(() => heads.getSnapshot().status === 'subscribed' && logs.getSnapshot().status === 'subscribed')
  expect([heads.getSnapshot().recovery, logs.getSnapshot().recovery]).toEqual(['fresh', 'fresh'])
  server.mine('0xa', '0xb', '0xa')
  await waitFor(() => seen.length === 3)
  expect(seen).toEqual([1, '0x10', '0x12'])
  expect(server.subscriptions.size).toBe(2)
})

it('calls methods, and rejects with the error of the node', shows('request'), async () => {
  const { connection } = await start()
  expect(await request(connection, { method: 'eth_chainId' })).toBe('0x1')
  await expect(request(connection, { method: 'eth_nothing' })).rejects.toMatchObject({
    code: 'request-refused',
    cause: { code: -32601 },
  })
})

it('delivers a notification that overtakes the answer to its eth_subscribe', shows('special'), async () => {
  const { server, connection } = await start()
  const heads = channel(connection, 'newHeads')
  const seen: number[] = []
  server.holdAcks(true)
  heads.onMessage((message) => void seen.push(numberOf(message)))
  await waitFor(() => server.subscriptions.size === 1)
  server.mine()
  server.mine()
  server.holdAcks(false)
  await waitFor(() => seen.length === 2)
  expect(seen).toEqual([1, 2])
})

it('unsubscribes a channel that is released before the server confirmed it, with the id of the late answer', shows('special'), async () => {
  const { server, connection, methodsOf } = await start()
  await untilPhase(connection, 'open')
  server.holdAcks(true)
  const release = channel(connection, 'newHeads').retain()
  await waitFor(() => server.subscriptions.size === 1)
  release()
  // A round trip later nothing was sent for it.
  await request(connection, { method: 'eth_chainId' })
  expect(methodsOf(0)).toEqual(['eth_subscribe', 'eth_chainId'])
  server.holdAcks(false)
  await waitFor(() => server.subscriptions.size === 0)
  expect(methodsOf(0)).toEqual(['eth_subscribe', 'eth_chainId', 'eth_unsubscribe'])
  expect(server.calls[0]!.at(-1)!.params).toEqual(server.givenIds)
})

it('loads the blocks of an outage before live ones, each once and in order', shows('cut and resume', 'special'), async () => {
  const { server, connection, methodsOf } = await start()
  const heads = channel(connection, 'newHeads')
  const seen: number[] = []
  const verdicts: string[] = []
  heads.onMessage((message) => void seen.push(numberOf(message)))
  heads.onRecovery((verdict) => void verdicts.push(verdict))
  await waitFor(() => heads.getSnapshot().status === 'subscribed')
  server.mine()
  await waitFor(() => seen.length === 1)

  server.cut()
  await waitFor(() => server.closes.length === 1)
  server.mine()
  server.mine()
  server.holdBackfill(true)
  await waitFor(() => methodsOf(1).includes('eth_blockNumber'))
  expect(heads.getSnapshot()).toMatchObject({ status: 'loading', recovery: 'gap' })
  // Block 4 arrives live, and the backfill covers it too. Block 5 arrives live after the end of the backfill was decided.
  server.mine()
  server.holdBackfill(false)
  server.holdBackfill(true)
  await waitFor(() => methodsOf(1).filter((method) => method === 'eth_getBlockByNumber').length === 3)
  server.mine()
  server.holdBackfill(false)
  await waitFor(() => seen.length === 5)
  expect(seen).toEqual([1, 2, 3, 4, 5])
  expect(verdicts).toEqual(['fresh', 'gap'])
  expect(heads.getSnapshot().status).toBe('subscribed')
  expect(methodsOf(1).filter((method) => method === 'eth_subscribe')).toHaveLength(1)
})

it('loads the logs of an outage, and only those after the last one', shows('cut and resume', 'special'), async () => {
  const { server, connection } = await start()
  const logs = channel(connection, 'logs:0xa')
  const seen: string[] = []
  logs.onMessage((message) => void seen.push(dataOf(message)))
  await waitFor(() => logs.getSnapshot().status === 'subscribed')
  server.mine('0xa', '0xa')
  await waitFor(() => seen.length === 2)
  server.cut()
  await waitFor(() => server.closes.length === 1)
  server.mine('0xb')
  server.mine('0xa')
  await waitFor(() => seen.length === 3 && logs.getSnapshot().status === 'subscribed')
  server.mine('0xa')
  await waitFor(() => seen.length === 4)
  expect(seen).toEqual(['0x10', '0x11', '0x30', '0x40'])
})

it('delivers a block that replaces the last one', shows('special'), async () => {
  const { server, connection } = await start()
  const heads = channel(connection, 'newHeads')
  const seen: string[] = []
  heads.onMessage(({ params }) => void seen.push((params!.result as Head).hash))
  await waitFor(() => heads.getSnapshot().status === 'subscribed')
  server.mine()
  server.reorganize()
  await waitFor(() => seen.length === 2)
  expect(seen).toEqual(['0xhash2', '0xhash3'])
})

it('sends pings that the node answers, and closes with 1000', shows('heartbeat', 'leave cleanly'), async () => {
  const { server, connection, methodsOf } = await start({ pingEveryMs: 10 })
  const seen: unknown[] = []
  connection.onMessage((message) => void seen.push(message))
  await waitFor(() => methodsOf(0).length >= 3 && connection.getSnapshot().latencyMs !== null)
  expect(seen).toEqual([])
  connection.disconnect()
  await expectCleanClose(server)
})
