import { expect } from 'vitest'
import { untilPhase, waitFor } from '../../support/wait-for'
import { deliverySocket } from '../kit/delivery-socket'
import { engine, fault } from '../kit/fault'
import { scriptedServer, proxyTo, realServer } from '../kit/laboratory'
import { burst, receive, stall, upgrade } from '../kit/steps'
import { connected, type Watched } from '../kit/watched'

const MESSAGES = 50_000

// A page can only measure wall-clock time, and on a busy machine a short task can wait long for the CPU. So this test counts
// what a task does; `npm run test:soak` reads the CPU time of tasks from a trace.
fault(23, 'delivers all messages in order, one in each task, and notifies subscribers once per frame', async () => {
  const server = await scriptedServer([upgrade(), receive('message'), burst(MESSAGES, 'n'), stall])
  const deliveries: number[] = []
  const WebSocket = deliverySocket(() => watched.messages.length, (count) => void deliveries.push(count))
  const watched: Watched<string, string> = connected(server.url, { WebSocket })
  const { connection, messages } = watched
  await untilPhase(connection, 'open')
  let updates = 0
  let updatesBeforeTheEnd = 0
  connection.subscribe(() => {
    updates++
    const { data } = connection.getSnapshot()
    if (data !== undefined && data !== `n${MESSAGES - 1}`) updatesBeforeTheEnd++
  })
  connection.send('go')
  await waitFor(() => messages.length === MESSAGES, { timeoutMs: 60_000 })
  await waitFor(() => connection.getSnapshot().data === `n${MESSAGES - 1}`)
  expect(messages.every((message, index) => message === `n${index}`)).toBe(true)
  expect(deliveries).toHaveLength(MESSAGES)
  expect(deliveries.every((count) => count === 1)).toBe(true)
  expect(updatesBeforeTheEnd).toBeGreaterThan(0)
  expect(updates).toBeLessThan(MESSAGES / 50)
}, { timeoutMs: 120_000 })

fault(35, 'reports the bytes that wait in the socket, and loses no message', async () => {
  const server = await realServer()
  const proxy = await proxyTo(server)
  const { connection, messages } = connected<string, string>(proxy.url)
  await untilPhase(connection, 'open')
  await proxy.stall()
  const parcel = 'x'.repeat(2 ** 18)
  const sent = Array.from({ length: 64 }, (_, index) => `${index} ${parcel}`)
  for (const each of sent) expect(connection.send(each)).toBe('sent')
  const waiting = connection.bufferedAmount
  // WebSocket-Node has no bufferedAmount.
  if (engine !== 'websocket') expect(waiting).toBeGreaterThan(sent.length * parcel.length / 4)
  await proxy.resume()
  await waitFor(() => messages.length === sent.length)
  expect(messages.every((message, index) => message === sent[index])).toBe(true)
  await waitFor(() => connection.bufferedAmount === 0)
}, { timeoutMs: 40_000 })

fault(
  35,
  'queues messages above the high-water mark, and sends them in order when the socket has capacity',
  async () => {
    const server = await realServer()
    const proxy = await proxyTo(server)
    const queue = { maxBytes: 2 ** 25, highWaterMarkBytes: 2 ** 22 }
    const { connection, messages, errors } = connected<string, string>(proxy.url, { queue })
    await untilPhase(connection, 'open')
    await proxy.stall()
    const parcel = 'x'.repeat(2 ** 18)
    const sent = Array.from({ length: 64 }, (_, index) => `${index} ${parcel}`)
    const results = sent.map((each) => connection.send(each))
    expect(results.toSorted()).toEqual(results.toReversed()) // the first messages are sent, all later ones are queued
    expect(results.at(-1)).toBe('queued')
    expect(connection.bufferedAmount).toBeLessThan(2 ** 23)
    await proxy.resume()
    await waitFor(() => messages.length === sent.length)
    expect(messages.every((message, index) => message === sent[index])).toBe(true)
    expect(errors).toEqual([])
  },
  { timeoutMs: 40_000, except: { websocket: 'it has no bufferedAmount' } },
)
