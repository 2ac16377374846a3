import { cleanup, configure, render, screen } from '@testing-library/react'
import { createContext, StrictMode, useContext, type ReactNode } from 'react'
import { expect, it, onTestFinished, vi } from 'vitest'
import { json } from 'websocket-store'
import { useConnection, useWebSocket } from 'websocket-store/react'
import { createTestServer } from 'websocket-store/testing'
import { createServerWrapper, renderHookWithServer, renderWithServer } from 'websocket-store/testing/react'

const url = 'wss://example.org/feed'

interface Price {
  price: number
}

function Feed({ label = 'price' }) {
  const { data, phase } = useWebSocket(url, { codec: json<Price>() })
  return <p>{`${label}: ${data?.price ?? phase}`}</p>
}

/** A stopped server rejects every wait for something new. */
const isStopped = async (server: { received(match: string, options: object): Promise<unknown> }) =>
  server.received('no such message', { waitMs: 10 }).then(
    () => undefined,
    (error: Error) => error.message === 'The test server was stopped.',
  )

it('returns the queries of Testing Library and the server', async () => {
  const { server, getByText, rerender, unmount } = renderWithServer(<Feed />, { codec: json<Price>() })
  await server.connected()
  server.send({ price: 42 })
  await server.settled()
  expect(getByText('price: 42')).toBe(screen.getByText('price: 42'))
  rerender(<Feed label="now" />)
  expect(screen.getByText('now: 42')).toBeDefined()
  expect(server.dials).toHaveLength(1)
  unmount()
  expect(screen.queryByText('now: 42')).toBeNull()
})

it('gives each call a server and a registry of its own', async () => {
  const first = renderWithServer(<Feed label="first" />, { codec: json<Price>() })
  const second = renderWithServer(<Feed label="second" />, { codec: json<Price>() })
  await first.server.connected()
  await second.server.connected()
  first.server.send({ price: 1 })
  await first.server.settled()
  expect(screen.getByText('first: 1')).toBeDefined()
  expect(screen.getByText('second: open')).toBeDefined()
})

it('stops the server at the cleanup, not at an unmount', async () => {
  const { server, unmount } = renderWithServer(<Feed />)
  await server.connected()
  unmount()
  expect(server.connections).toHaveLength(1)
  await server.advance(60_000)
  expect(server.connections).toHaveLength(0)
  expect(await isStopped(server)).toBe(false)
  cleanup()
  expect(await isStopped(server)).toBe(true)
})

it('does not stop the server when strict mode runs effects twice', async () => {
  configure({ reactStrictMode: true })
  onTestFinished(() => configure({ reactStrictMode: false }))
  const { server } = renderWithServer(<StrictMode><Feed /></StrictMode>)
  await server.connected()
  expect(await isStopped(server)).toBe(false)
  expect(screen.getByText('price: open')).toBeDefined()
  cleanup()
  expect(await isStopped(server)).toBe(true)
})

it('does not stop a server that the caller made', async () => {
  const server = createTestServer({ codec: json<Price>() })
  onTestFinished(() => server.stop())
  renderWithServer(<Feed />, { server })
  renderHookWithServer(() => useConnection(url, { codec: json<Price>() }), { server })
  await server.connected()
  server.send({ price: 7 })
  await server.settled()
  expect(screen.getByText('price: 7')).toBeDefined()
  expect(server.dials).toHaveLength(1)
  cleanup()
  expect(await isStopped(server)).toBe(false)
})

it('stops the server when the component throws', async () => {
  const other = createTestServer()
  vi.spyOn(console, 'error').mockImplementation(() => {})
  function Broken(): ReactNode {
    throw new Error('broken')
  }
  // React 18 throws it to the window too, and jsdom would print it.
  const prevent = (event: Event) => event.preventDefault()
  window.addEventListener('error', prevent)
  onTestFinished(() => window.removeEventListener('error', prevent))
  expect(() => renderWithServer(<Broken />)).toThrow('broken')
  other.stop()
  // The clock of the library is that of the platform again, so the other server was stopped too.
  await expect(other.advance(1)).rejects.toThrow('needs the clock')
})

it('renders a wrapper of the caller inside the connection', async () => {
  const Name = createContext('')
  function Wrapper({ children }: { children: ReactNode }) {
    const { phase } = useWebSocket(url)
    return <Name.Provider value={phase}>{children}</Name.Provider>
  }
  const { server, result } = renderHookWithServer(() => useContext(Name), { wrapper: Wrapper })
  await server.connected()
  expect(result.current).toBe('open')
  expect(server.dials).toHaveLength(1)
})

it('renders a hook with props', async () => {
  const { result, rerender, server } = renderHookWithServer(
    ({ room }: { room: string }) => useWebSocket(`${url}/${room}`, { codec: json<Price>() }),
    { codec: json<Price>(), initialProps: { room: 'one' } },
  )
  await server.connected()
  expect(result.current.phase).toBe('open')
  server.send({ price: 3 })
  await server.settled()
  expect(result.current.data).toEqual({ price: 3 })
  rerender({ room: 'two' })
  await server.connected(2)
  expect(server.dials.map(({ url: dialled }) => dialled)).toEqual([`${url}/one`, `${url}/two`])
})

it('makes a wrapper for a render function of the caller, and stops nothing', async () => {
  const errors = vi.spyOn(console, 'error')
  const server = createTestServer({ codec: json<Price>() })
  onTestFinished(() => server.stop())
  render(<Feed />, { wrapper: createServerWrapper(server) })
  await server.connected()
  server.send({ price: 9 })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(screen.getByText('price: 9')).toBeDefined()
  cleanup()
  expect(await isStopped(server)).toBe(false)
  expect(errors).not.toHaveBeenCalled()
})
