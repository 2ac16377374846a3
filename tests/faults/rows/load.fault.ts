import { expect } from 'vitest'
import { untilPhase, waitFor } from '../../support/wait-for'
import { engine, fault } from '../kit/fault'
import { misbehave, proxyTo, realServer } from '../kit/laboratory'
import { burst, hear, stall, upgrade } from '../kit/steps'
import { timedSocket } from '../kit/timed-socket'
import { connected } from '../kit/watched'

const MESSAGES = 50_000
const LONG_TASK_MS = 50
/** A longest task is also what the machine was busy with; ours is in every flood, its other work is not. */
const FLOODS = 6

interface Flood {
  readonly longestMs: number
  readonly updates: number
  readonly updatesBeforeTheEnd: number
}

async function flood(): Promise<Flood> {
  const server = await misbehave([upgrade(), hear('message'), burst(MESSAGES, 'n'), stall])
  const { WebSocket, longestMs } = timedSocket()
  const { connection, messages } = connected<string, string>(server.url, { WebSocket })
  await untilPhase(connection, 'open')
  let updates = 0
  let updatesBeforeTheEnd = 0
  connection.subscribe(() => {
    updates++
    const { data } = connection.getSnapshot()
    if (data !== undefined && data !== `n${MESSAGES - 1}`) updatesBeforeTheEnd++
  })
  connection.send('go')
  await waitFor(() => messages.length === MESSAGES, { timeoutMs: 30_000 })
  await waitFor(() => connection.getSnapshot().data === `n${MESSAGES - 1}`)
  expect(messages.every((message, index) => message === `n${index}`)).toBe(true)
  connection.dispose()
  return { longestMs: longestMs(), updates, updatesBeforeTheEnd }
}

fault(23, 'delivers all in order, lets the page breathe, and tells subscribers by the frame', async () => {
  const floods: Flood[] = []
  const isSmooth = () => floods.some(({ longestMs }) => longestMs < LONG_TASK_MS)
  while (floods.length < FLOODS && !isSmooth()) floods.push(await flood())
  expect(floods).toSatisfy(isSmooth)
  for (const { updates, updatesBeforeTheEnd } of floods) {
    expect(updatesBeforeTheEnd).toBeGreaterThan(0)
    expect(updates).toBeLessThan(MESSAGES / 50)
  }
}, { timeoutMs: 120_000 })

fault(35, 'shows how much waits in the socket, and loses none of it', async () => {
  const server = await realServer()
  const line = await proxyTo(server)
  const { connection, messages } = connected<string, string>(line.url)
  await untilPhase(connection, 'open')
  await line.stall()
  const parcel = 'x'.repeat(2 ** 18)
  const sent = Array.from({ length: 64 }, (_, index) => `${index} ${parcel}`)
  for (const each of sent) expect(connection.send(each)).toBe('sent')
  const waiting = connection.bufferedAmount
  // WebSocket-Node keeps no count.
  if (engine !== 'websocket') expect(waiting).toBeGreaterThan(sent.length * parcel.length / 4)
  await line.resume()
  await waitFor(() => messages.length === sent.length)
  expect(messages.every((message, index) => message === sent[index])).toBe(true)
  await waitFor(() => connection.bufferedAmount === 0)
}, { timeoutMs: 40_000 })

fault(
  35,
  'keeps what is past the high-water mark in its own queue, and sends it in order when the line is free',
  async () => {
    const server = await realServer()
    const line = await proxyTo(server)
    const queue = { maxBytes: 2 ** 25, highWaterMarkBytes: 2 ** 22 }
    const { connection, messages, errors } = connected<string, string>(line.url, { queue })
    await untilPhase(connection, 'open')
    await line.stall()
    const parcel = 'x'.repeat(2 ** 18)
    const sent = Array.from({ length: 64 }, (_, index) => `${index} ${parcel}`)
    const results = sent.map((each) => connection.send(each))
    expect(results.toSorted()).toEqual(results.toReversed()) // first some are sent, then all are queued
    expect(results.at(-1)).toBe('queued')
    expect(connection.bufferedAmount).toBeLessThan(2 ** 23)
    await line.resume()
    await waitFor(() => messages.length === sent.length)
    expect(messages.every((message, index) => message === sent[index])).toBe(true)
    expect(errors).toEqual([])
  },
  { timeoutMs: 40_000, except: { websocket: 'it keeps no count' } },
)
