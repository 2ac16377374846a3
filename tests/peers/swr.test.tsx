import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { StrictMode } from 'react'
import { describe, expect, it } from 'vitest'
import { useMessageReducer, useMessages, useWebSocket } from 'websocket-store/react'
import { WebSocket as RealWebSocket } from 'ws'
import { serve, useShown } from '../support/react-peers'

// In SWR, a burst of ten messages shows one. StrictMode subscribes twice. A subscribe function that threw is never called again.
describe('SWR subscription: every message is shown once, and a failed dial can be retried', () => {
  it('shows all ten messages of a burst once each in StrictMode', async () => {
    const server = await serve({
      onConnection(socket) {
        for (let sent = 0; sent < 10; sent++) socket.send(String(sent))
      },
    })
    function Feed() {
      const { connection } = useWebSocket(server.url)
      const messages = useMessages(connection)
      const count = useMessageReducer(connection, (sum) => sum + 1, 0)
      return <p data-testid="feed">{`${count}: ${messages.join('')}`}</p>
    }
    render(<Feed />, { wrapper: StrictMode })
    await waitFor(() => expect(screen.getByTestId('feed').textContent).toBe('10: 0123456789'))
    expect(server.opened).toBe(1)
  })

  it('dials again after the constructor threw', async () => {
    const server = await serve()
    let isBroken = true
    function FailingWebSocket(url: string) {
      if (isBroken) throw new Error('not today')
      return new RealWebSocket(url)
    }
    const WebSocket = FailingWebSocket as unknown as typeof RealWebSocket
    const first = renderHook(() => useShown(server.url, { WebSocket }))
    await waitFor(() => expect(first.result.current.phase).toBe('closed'))
    isBroken = false
    act(() => first.result.current.open())
    await waitFor(() => expect(first.result.current.readyState).toBe(1))
  })

  it('dials again for the next component after the constructor threw for the previous one', async () => {
    const server = await serve()
    let isBroken = true
    function FailingWebSocket(url: string) {
      if (isBroken) throw new Error('not today')
      return new RealWebSocket(url)
    }
    const WebSocket = FailingWebSocket as unknown as typeof RealWebSocket
    const first = renderHook(() => useShown(server.url, { WebSocket }))
    await waitFor(() => expect(first.result.current.phase).toBe('closed'))
    first.unmount()
    isBroken = false
    const second = renderHook(() => useShown(server.url, { WebSocket }))
    await waitFor(() => expect(second.result.current.readyState).toBe(1))
    expect(second.result.current.error).toBeNull()
  })
})
