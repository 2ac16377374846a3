import { render } from '@testing-library/react'
import { useLayoutEffect } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useConnection, useMessageReducer, useMessages, useWebSocket, type UseWebSocketOptions } from 'websocket-store/react'
import type { TestServerOptions } from 'websocket-store/testing'
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

// React schedules the renders. The tests do not flush them.
const withoutAct: TestServerOptions = { within: (run) => run() }
beforeEach(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false }))
afterEach(() => {
  vi.useRealTimers()
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
})

interface Shown {
  readonly data: string[]
  readonly histories: (readonly string[])[]
  readonly sums: number[]
  readonly received: string[]
}

/** Renders three components on one url. Every render records what it showed. */
function renderAll(url: string, options: UseWebSocketOptions<string, string>): Shown {
  const shown: Shown = { data: [], histories: [], sums: [], received: [] }
  function Latest() {
    const { data } = useWebSocket(url, texts({ ...options, onMessage: (message: string) => shown.received.push(message) }))
    useLayoutEffect(() => {
      shown.data.push(String(data))
    })
    return null
  }
  function History() {
    const messages = useMessages(useConnection(url, texts(options)), { limit: COUNT })
    useLayoutEffect(() => {
      shown.histories.push(messages)
    })
    return null
  }
  function Sum() {
    const add = (sum: number, message: string) => sum + Number(message)
    const sum = useMessageReducer(useConnection(url, texts(options)), add, 0)
    useLayoutEffect(() => {
      shown.sums.push(sum)
    })
    return null
  }
  render(
    <>
      <Latest />
      <History />
      <Sum />
    </>,
  )
  return shown
}

const rendersOf = ({ data, histories, sums }: Shown) => [data.length, histories.length, sums.length]

it('delivers 10,000 messages in order, and renders each component at most once per frame', async () => {
  const frames = useManualFrames()
  const line = startLine(withoutAct)
  const shown = renderAll(line.url, line.options as UseWebSocketOptions<string, string>)
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
  const line = startLine(withoutAct)
  const shown = renderAll(line.url, line.options as UseWebSocketOptions<string, string>)
  await line.open()
  await frames.next()
  await line.say('first', 'second', 'third')
  expect(shown.data.at(-1)).toBe('first')
  await frames.next()
  expect(shown.data.slice(-2)).toEqual(['first', 'third'])
  expect(shown.histories.at(-1)).toEqual(['first', 'second', 'third'])
})

it('delivers 10,000 messages of a real server in order, and renders at most once per real frame', async () => {
  startLine(withoutAct) // cleans up
  const server = await startServer({ echo: false })
  try {
    const options: UseWebSocketOptions<string, string> = { WebSocket }
    const shown = renderAll(server.url, options)
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
