import { renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import useWebSocket, { ReadyState, useSocketIO } from 'websocket-store/compat/react-use-websocket'
import { serve } from './support'

describe('useSocketIO', () => {
  it('shows the name and the first argument of each event', async () => {
    const server = await serve({ echo: false })
    const { result } = renderHook(() => useSocketIO<{ text: string }>(server.url.replace('ws:', 'http:')))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    expect(server.requests[0]?.url).toBe('/socket.io/?EIO=3&transport=websocket')
    expect(result.current.lastMessage).toEqual({ type: 'empty', payload: null })
    server.broadcast('42["chat",{"text":"hello"}]')
    await waitFor(() => expect(result.current.lastMessage).toEqual({ type: 'chat', payload: { text: 'hello' } }))
    expect(result.current.lastJsonMessage).toBe(result.current.lastMessage)
    for (const packet of ['3', '42["no argument"]', '42[broken]']) {
      server.broadcast('42["chat",1]')
      await waitFor(() => expect(result.current.lastMessage.type).toBe('chat'))
      server.broadcast(packet)
      await waitFor(() => expect(result.current.lastMessage).toEqual({ type: 'empty', payload: null }))
    }
  })
})

describe('fromSocketIO', () => {
  it('adds the query parameters after those of the protocol', async () => {
    const server = await serve()
    const { result } = renderHook(() => useWebSocket(server.url, { fromSocketIO: true, queryParams: { token: 'a' } }))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    expect(server.requests[0]?.url).toBe('/socket.io/?EIO=3&transport=websocket&token=a')
  })
})
