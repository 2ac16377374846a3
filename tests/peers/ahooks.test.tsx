import { renderHook, waitFor } from '@testing-library/react'
import { StrictMode, useEffect } from 'react'
import { describe, expect, it } from 'vitest'
import type { SendResult } from 'websocket-store'
import { useMessage, useMessages } from 'websocket-store/react'
import { serve, useShown } from '../support/react-peers'

// In ahooks, the latest message is plain state: an effect saw 2 of 500 messages. Sending in onOpen throws, and StrictMode
// opens two sockets.
describe('ahooks: no message is lost, and onOpen can send', () => {
  it('passes 500 messages to effects, listeners and useMessages', async () => {
    const sent = Array.from({ length: 500 }, (_, index) => String(index))
    const server = await serve({ onConnection: (socket) => sent.forEach((message) => socket.send(message)) })
    const received: unknown[] = []
    const seen: unknown[] = []
    const { result } = renderHook(() => {
      const { connection } = useShown(server.url)
      useMessage(connection, (message) => received.push(message))
      const messages = useMessages(connection, { limit: sent.length })
      useEffect(() => void seen.push(...messages.slice(seen.length)), [messages])
      return messages
    })
    await waitFor(() => expect(result.current).toHaveLength(sent.length))
    expect(result.current).toEqual(sent)
    expect(received).toEqual(sent)
    expect(seen).toEqual(sent)
  })

  it('sends from onOpen, and opens one socket in StrictMode', async () => {
    const server = await serve()
    const results: SendResult[] = []
    const { result } = renderHook(
      () => {
        const shown = useShown(server.url, { onOpen: () => results.push(shown.send('hello')) })
        return shown
      },
      { wrapper: StrictMode },
    )
    await waitFor(() => expect(result.current.data).toBe('hello'))
    expect(results).toEqual(['sent'])
    expect(server.messages).toEqual(['hello'])
    expect(server.opened).toBe(1)
  })
})
