import { mount } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { afterEach, expect, it, vi } from 'vitest'
import {
  useConnection,
  useMessageReducer,
  useMessages,
  useWebSocket,
  type UseWebSocketOptions,
} from 'websocket-store/vue'
import { WebSocket } from 'ws'
import { texts } from '../support/typed'
import { countFrames } from '../support/frames'
import { useManualFrames } from '../support/manual-frames'
import { waitFor } from '../support/wait-for'
import { startServer } from '../support/ws-server'
import { startLine } from './support/line'

const COUNT = 10_000
const FRAMES = 20
const many = Array.from({ length: COUNT }, (_, i) => String(i))

afterEach(() => void vi.useRealTimers())

interface Shown {
  readonly data: string[]
  readonly histories: (readonly string[])[]
  readonly sums: number[]
  readonly received: string[]
}

/** Mounts three components on one url. Every render records what it showed. */
function mountAll(url: string, options: UseWebSocketOptions<string, string>): Shown {
  const shown: Shown = { data: [], histories: [], sums: [], received: [] }
  const Latest = defineComponent(() => {
    const { data } = useWebSocket(url, texts({ ...options, onMessage: (message: string) => shown.received.push(message) }))
    return () => void shown.data.push(String(data.value))
  })
  const History = defineComponent(() => {
    const messages = useMessages(useConnection(url, texts(options)), { limit: COUNT })
    return () => void shown.histories.push(messages.value)
  })
  const Sum = defineComponent(() => {
    const add = (sum: number, message: string) => sum + Number(message)
    const sum = useMessageReducer(useConnection(url, texts(options)), add, 0)
    return () => void shown.sums.push(sum.value)
  })
  mount(defineComponent(() => () => [h(Latest), h(History), h(Sum)]))
  return shown
}

const rendersOf = ({ data, histories, sums }: Shown) => [data.length, histories.length, sums.length]

it('delivers 10,000 messages in order, and renders each component at most once per frame', async () => {
  const frames = useManualFrames()
  const line = startLine()
  const shown = mountAll(line.url, line.options as UseWebSocketOptions<string, string>)
  await line.open()
  await frames.next()
  for (let frame = 0; frame < FRAMES; frame++) {
    const before = rendersOf(shown)
    const size = COUNT / FRAMES
    for (let i = 0; i < size; i += 50) {
      await line.say(...many.slice(frame * size + i, frame * size + i + 50))
    }
    for (const [i, renders] of rendersOf(shown).entries()) expect(renders - before[i]!).toBeLessThanOrEqual(1)
    const inFrame = rendersOf(shown)
    await frames.next()
    for (const [i, renders] of rendersOf(shown).entries()) expect(renders - inFrame[i]!).toBeLessThanOrEqual(1)
  }
  await frames.next()
  for (const renders of rendersOf(shown)) expect(renders).toBeLessThanOrEqual(FRAMES + 2)
  expect(shown.received).toEqual(many)
  expect(shown.histories.at(-1)).toEqual(many)
  expect(shown.sums.at(-1)).toBe((COUNT * (COUNT - 1)) / 2)
  expect(shown.data.at(-1)).toBe('9999')
})

it('shows the first message of a burst at once, and the last one in the next frame', async () => {
  const frames = useManualFrames()
  const line = startLine()
  const shown = mountAll(line.url, line.options as UseWebSocketOptions<string, string>)
  await line.open()
  await frames.next()
  await line.say('first', 'second', 'third')
  expect(shown.data.at(-1)).toBe('first')
  await frames.next()
  expect(shown.data.slice(-2)).toEqual(['first', 'third'])
  expect(shown.histories.at(-1)).toEqual(['first', 'second', 'third'])
})

it('delivers 10,000 messages of a real server in order, and renders at most once per real frame', async () => {
  const server = await startServer({ echo: false })
  try {
    const shown = mountAll(server.url, { WebSocket })
    await waitFor(() => server.alive === 1)
    const frames = countFrames()
    const start = performance.now()
    for (const message of many) server.broadcast(message)
    await waitFor(() => shown.histories.at(-1)?.length === COUNT && shown.data.at(-1) === '9999')
    // When frames stall, a timer allows one render per 100 ms instead.
    const allowed = frames.count + (performance.now() - start) / 100 + 3
    for (const renders of rendersOf(shown)) expect(renders).toBeLessThanOrEqual(allowed)
    expect(allowed).toBeLessThan(COUNT / 10)
    expect(shown.received).toEqual(many)
    expect(shown.histories.at(-1)).toEqual(many)
  } finally {
    await server.stop()
  }
})
