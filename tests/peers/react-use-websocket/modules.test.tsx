import { act, renderHook, waitFor } from '@testing-library/react'
import { Server, WebSocket as MockWebSocket } from 'mock-socket'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as core from 'websocket-store'
import * as hooks from 'websocket-store/react'
import { useShown } from '../../support/react-peers'

// In react-use-websocket, a socket sends only if it is an `instanceof WebSocket`, so a mock never sends. When Vite treats the
// package as CommonJS, the default import is an object instead of the hook.
describe('RUW 15: any socket works, and every import is the named function', () => {
  it.each(['another global WebSocket', 'no global WebSocket'])('sends and receives through a mock with %s', async (globals) => {
    vi.stubGlobal('WebSocket', globals === 'no global WebSocket' ? undefined : class WebSocket {})
    const url = 'ws://mock.test/any'
    const server = new Server(url, { mock: false })
    onTestFinished(() => server.stop())
    const received: unknown[] = []
    server.on('connection', (socket) => {
      socket.on('message', (message) => {
        received.push(message)
        socket.send(`echo of ${String(message)}`)
      })
    })
    const { result } = renderHook(() => useShown(url, { WebSocket: MockWebSocket }))
    await waitFor(() => expect(result.current.readyState).toBe(1))
    act(() => expect(result.current.send('hello')).toBe('sent'))
    await waitFor(() => expect(result.current.data).toBe('echo of hello'))
    expect(received).toEqual(['hello'])
  })

  it('has only named exports, which module interop does not wrap', () => {
    for (const entry of [core, hooks]) expect(Object.keys(entry)).not.toContain('default')
    for (const name of Object.keys(hooks)) expect(hooks).toHaveProperty(name, expect.any(Function))
  })
})
