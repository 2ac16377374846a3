import { act, renderHook, screen, render, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { ConnectionError } from 'websocket-store'
import { useWebSocket } from 'websocket-store/react'
import { serve, useShown } from '../support/react-peers'

const SOON = { reconnect: { delay: () => 10 } }
const NOT_IN_THIS_TEST = { reconnect: { delay: () => 3_600_000 } }

// In partysocket, the hook returns the socket object and does not render when its state changes.
describe('partysocket: the hook renders for state changes, and callbacks are those of the last render', () => {
  it('renders when the socket opens and when it closes', async () => {
    const server = await serve()
    const State = () => <p>{useWebSocket(server.url, NOT_IN_THIS_TEST).phase}</p>
    render(<State />)
    await screen.findByText('open')
    server.terminateAll()
    await screen.findByText('waiting')
  })

  it('calls the callbacks of the latest render', async () => {
    const server = await serve()
    const received: string[] = []
    const { result, rerender } = renderHook(
      ({ name }) => useShown(server.url, { onMessage: (message) => received.push(`${name}: ${String(message)}`) }),
      { initialProps: { name: 'first' } },
    )
    await waitFor(() => expect(result.current.readyState).toBe(1))
    rerender({ name: 'second' })
    server.broadcast('hi')
    await waitFor(() => expect(received).toEqual(['second: hi']))
  })
})

// In partysocket, no retry follows after a url function rejects without a reason. reconnect() does nothing while a retry is
// pending. Failures look like a clean close with code 1000.
describe('partysocket: failures are reported correctly, and retries continue', () => {
  it('retries after a url function rejects without a reason', async () => {
    const server = await serve()
    const errors: ConnectionError[] = []
    const getUrl = vi
      .fn<() => Promise<string>>()
      .mockImplementationOnce(() => Promise.reject(undefined as unknown as Error))
      .mockResolvedValue(server.url)
    const { result } = renderHook(() => useShown(getUrl, { ...SOON, onError: (error) => errors.push(error) }))
    await waitFor(() => expect(result.current.readyState).toBe(1))
    expect(errors.map(({ code }) => code)).toEqual(['url-failed'])
    expect(getUrl).toHaveBeenCalledTimes(2)
  })

  it('dials at once on reconnect() while the next retry is an hour away', async () => {
    const server = await serve()
    server.refuseWith(503)
    const { result } = renderHook(() => useShown(server.url, NOT_IN_THIS_TEST))
    await waitFor(() => expect(result.current.phase).toBe('waiting'))
    server.refuseWith(null)
    act(() => result.current.reconnect())
    expect(result.current.readyState).toBe(0)
    expect(result.current.retryAt).toBeNull()
    await waitFor(() => expect(result.current.readyState).toBe(1))
    expect(server.requests).toHaveLength(2)
  })

  it('shows a failure as an unclean close with an error', async () => {
    const server = await serve()
    server.refuseWith(401)
    const onClose = vi.fn()
    const { result } = renderHook(() => useShown(server.url, { ...NOT_IN_THIS_TEST, onClose }))
    await waitFor(() => expect(result.current.phase).toBe('waiting'))
    expect(result.current.lastClose).toEqual({ code: 1006, reason: '', wasClean: false })
    expect(result.current.error?.code).toBe('connect-failed')
    expect(onClose).not.toHaveBeenCalled() // the socket was never open
  })
})
