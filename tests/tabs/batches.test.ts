import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { json } from 'websocket-store'
import type { ServedOptions } from '../../src/tabs/worker'
import { createBatches } from '../../src/tabs/worker/batches'
import type { WorkerMessage } from '../../src/tabs/protocol/messages'
import { untilPhase, waitFor } from '../support/wait-for'
import { startServer } from '../support/ws-server'
import { startTabs } from './support/tabs'

const message = (number: unknown): WorkerMessage => ({ type: 'message', id: 1, message: number })
const routed = (more: object = {}): WorkerMessage => ({ type: 'routed', id: 1, subscription: 1, readUpTo: null, position: undefined, ...more })
const alive: WorkerMessage = { type: 'alive' }

function startBatches() {
  const posts: unknown[] = []
  const refusals: unknown[] = []
  const port = { postMessage: (data: unknown) => void posts.push(structuredClone(data)), addEventListener() {}, removeEventListener() {} }
  const batches = createBatches(port, (id) => {
    refusals.push(id)
    batches.post({ type: 'error', id, error: { code: 'decode-failed', name: 'ConnectionError', message: '', fatal: false } })
  })
  return { posts, refusals, batches }
}

describe('the posts to a page', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('pass a message at once, and those of the next 4 ms together', () => {
    const { posts, batches } = startBatches()
    for (const number of [1, 2, 3]) batches.post(message(number))
    expect(posts).toEqual([message(1)])
    vi.advanceTimersByTime(4)
    expect(posts).toEqual([message(1), [message(2), message(3)]])
  })

  it('pass a message at once after a pause', () => {
    const { posts, batches } = startBatches()
    batches.post(message(1))
    vi.advanceTimersByTime(4)
    batches.post(message(2))
    expect(posts).toEqual([message(1), message(2)])
  })

  it('keep the order with messages that are not gathered', () => {
    const { posts, batches } = startBatches()
    for (const each of [message(1), message(2), alive, message(3)]) batches.post(each)
    vi.advanceTimersByTime(4)
    expect(posts).toEqual([message(1), message(2), alive, message(3)])
  })

  it('contain at most 64 messages', () => {
    const { posts, batches } = startBatches()
    for (let number = 0; number < 200; number++) batches.post(message(number))
    vi.advanceTimersByTime(4)
    expect(posts.map((post) => (Array.isArray(post) ? post.length : 1))).toEqual([1, 64, 64, 64, 7])
    expect(posts.flat()).toEqual(Array.from({ length: 200 }, (_, number) => message(number)))
  })

  it('do not contain what waits for a page that has left', () => {
    const { posts, batches } = startBatches()
    for (const number of [1, 2]) batches.post(message(number))
    batches.clear()
    vi.advanceTimersByTime(10)
    expect(posts).toEqual([message(1)])
  })

  it('contain all messages but the one that cannot be cloned, and nothing that refers to it', () => {
    const { posts, refusals, batches } = startBatches()
    const own = { own: { message: 'own' } }
    for (const each of [message(1), message(2), message(() => {}), routed(), routed(own), message(3), routed()]) batches.post(each)
    vi.advanceTimersByTime(4)
    expect(refusals).toEqual([1])
    const error = expect.objectContaining({ type: 'error' }) as unknown
    expect(posts.flat()).toEqual([message(1), message(2), error, routed(own), message(3), routed()])
  })

  it('contain nothing that refers to a refused message of an earlier post', () => {
    const { posts, batches } = startBatches()
    batches.post(message(() => {}))
    batches.post(routed())
    vi.advanceTimersByTime(4)
    batches.post(message(1))
    batches.post(routed())
    vi.advanceTimersByTime(4)
    expect(posts.slice(1).flat()).toEqual([message(1), routed()])
  })
})

it('a burst reaches each page in order, and a message that cannot be cloned is one error for each', async () => {
  const server = await startServer({ echo: false })
  const codec = { ...json(), decode: (data: unknown) => (data === 'bad' ? () => {} : data) }
  const tabs = startTabs(() => ({ codec, lingerMs: 10 }) as unknown as ServedOptions)
  const pages = [1, 2].map(() => {
    const connection = tabs.openPage().registry.connection(server.url)
    const received: unknown[] = []
    const errors: string[] = []
    connection.onMessage((each) => void received.push(each))
    connection.on('error', ({ code }) => void errors.push(code))
    connection.connect()
    return { connection, received, errors }
  })
  await Promise.all(pages.map(({ connection }) => untilPhase(connection, 'open')))
  const numbers = Array.from({ length: 500 }, (_, number) => String(number))
  for (const number of numbers) server.broadcast(number === '250' ? 'bad' : number)
  const good = numbers.filter((number) => number !== '250')
  await waitFor(() => pages.every(({ received }) => received.length === good.length))
  for (const { received, errors } of pages) {
    expect(received).toEqual(good)
    expect(errors).toEqual(['decode-failed'])
  }
  await server.stop()
})
