import { act, renderHook, waitFor } from '@testing-library/react'
import { Server, WebSocket as MockWebSocket } from 'mock-socket'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as core from 'websocket-store'
import * as hooks from 'websocket-store/react'
import { useShown } from '../../support/react-peers'

// There, `instanceof WebSocket` decides whether a socket may send, so that a mock never does; and where Vite takes the
// package for CommonJS the default import is an object instead of the hook.
describe('RUW 15: any socket will do, and every import is what it is called', () => {
  it.each(['a global of its own kind', 'no global at all'])('sends and receives through a mock beside %s', async (beside) => {
    vi.stubGlobal('WebSocket', beside === 'no global at all' ? undefined : class WebSocket {})
    const url = 'ws://mock.test/any'
    const server = new Server(url, { mock: false })
    onTestFinished(() => server.stop())
    const heard: unknown[] = []
    server.on('connection', (socket) => {
      socket.on('message', (message) => {
        heard.push(message)
        socket.send(`echo of ${String(message)}`)
      })
    })
    const { result } = renderHook(() => useShown(url, { WebSocket: MockWebSocket }))
    await waitFor(() => expect(result.current.readyState).toBe(1))
    act(() => expect(result.current.send('hello')).toBe('sent'))
    await waitFor(() => expect(result.current.data).toBe('echo of hello'))
    expect(heard).toEqual(['hello'])
  })

  it('has named exports only, so that no interop can wrap them', () => {
    for (const entry of [core, hooks]) expect(Object.keys(entry)).not.toContain('default')
    for (const name of Object.keys(hooks)) expect(hooks).toHaveProperty(name, expect.any(Function))
  })
})
