import { useEffect } from 'react'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { json } from 'websocket-store'
import { useWebSocket } from 'websocket-store/react'
import { renderWithServer } from 'websocket-store/testing/react'

const sleep = (ms = 60) => new Promise((resolve) => setTimeout(resolve, ms))

function Room({ handshake, delayMs = 10 }: { handshake?: () => Promise<void>; delayMs?: number }) {
  const { data, phase, error, send } = useWebSocket('wss://example.org/room', {
    codec: json<string>(),
    reconnect: { delay: () => delayMs },
    ...(handshake && { handshake }),
  })
  useEffect(() => {
    if (phase === 'open') send('hello')
  }, [phase, send])
  useEffect(() => {
    if (data === 'question') send('answer')
  }, [data, send])
  return <p>{`${phase} ${data ?? ''} ${error?.code ?? ''}`.trim()}</p>
}

let errors: unknown[][]

beforeEach(() => {
  errors = []
  vi.spyOn(console, 'error').mockImplementation((...args) => void errors.push(args))
  return () => expect(errors).toEqual([])
})

it.each([false, true])('prints no warning while nobody waits for the server (strict mode: %s)', async (reactStrictMode) => {
  const { server, container } = renderWithServer(<Room />, { codec: json(), reactStrictMode })
  await sleep()
  expect(container.textContent).toBe('open')
  server.send('news')
  await sleep()
  expect(container.textContent).toBe('open news')
  server.cut()
  await sleep()
  expect(server.dials.length).toBeGreaterThan(1)
  expect(container.textContent).toBe('open news')
  server.refuse()
  server.close(1012)
  await sleep()
  expect(container.textContent).toMatch(/^(waiting|connecting) news connect-failed$/)
  server.stop()
  await sleep()
})

it('shows what a wait of the server caused, and prints no warning', async () => {
  const { server, container } = renderWithServer(<Room delayMs={60_000} />, { codec: json() })
  await server.connected()
  expect(container.textContent).toBe('open')
  server.send('one')
  server.send('two')
  server.send('three')
  await server.settled()
  expect(container.textContent).toBe('open three')
  server.cut()
  await server.advance(1000)
  expect(container.textContent).toBe('waiting three')
  await server.advance(60_000)
  expect(container.textContent).toBe('open three')
  await server.restart()
  await server.advance(60_000)
  expect(container.textContent).toBe('open three')
})

it('receives a message that a component sends after a render', async () => {
  const { server } = renderWithServer(<Room />, { codec: json() })
  const connection = await server.connected()
  server.send('question')
  expect(await server.received('answer')).toBe('answer')
  expect(await connection.received('hello')).toBe('hello')
})

it('waits for two messages at the same time', async () => {
  const { server, container } = renderWithServer(<Room />, { codec: json() })
  const waits = [server.received('hello'), server.received('answer')]
  server.send('nobody is connected')
  await server.connected()
  server.send('question')
  expect(await Promise.all(waits)).toEqual(['hello', 'answer'])
  expect(container.textContent).toBe('open question')
  expect(globalThis).toMatchObject({ IS_REACT_ACT_ENVIRONMENT: true })
})

it('puts the flag of React back after a wait that failed', async () => {
  const { server } = renderWithServer(<Room />, { codec: json(), waitMs: 30 })
  await expect(server.received('nothing')).rejects.toThrow('did not receive')
  expect(globalThis).toMatchObject({ IS_REACT_ACT_ENVIRONMENT: true })
})

it('prints no warning for a handshake that takes promises', async () => {
  const handshake = async () => {
    for (let step = 0; step < 5; step++) await Promise.resolve()
  }
  const { server, container } = renderWithServer(<Room handshake={handshake} />, { codec: json() })
  await server.received('hello')
  expect(container.textContent).toBe('open')
})

it('works with a stopped clock, and while time passes', async () => {
  const { server, container } = renderWithServer(<Room />, { codec: json(), clock: 'stopped' })
  await server.connected()
  server.cut()
  await sleep()
  expect(container.textContent).toBe('waiting')
  await server.advance(10)
  expect(container.textContent).toBe('open')
})

it('works with fake timers that nobody advances', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { server, container } = renderWithServer(<Room />, { codec: json() })
  await server.received('hello')
  server.send('question')
  await server.received('answer')
  server.send('news')
  await server.settled()
  expect(container.textContent).toBe('open news')
  server.cut()
  await server.advance(10)
  expect(container.textContent).toBe('open news')
  expect(server.dials).toHaveLength(2)
})

it('works with fake timers that the test advances', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { server, container } = renderWithServer(<Room />, { codec: json() })
  await vi.advanceTimersByTimeAsync(1)
  expect(container.textContent).toBe('open')
  server.cut()
  await vi.advanceTimersByTimeAsync(1)
  expect(container.textContent).toBe('waiting')
  await vi.advanceTimersByTimeAsync(20)
  expect(container.textContent).toBe('open')
})
