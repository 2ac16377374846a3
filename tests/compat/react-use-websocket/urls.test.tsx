import { renderHook, waitFor } from '@testing-library/react'
import { useCallback } from 'react'
import { describe, expect, it } from 'vitest'
import useWebSocket, { ReadyState } from 'websocket-store/compat/react-use-websocket'
import { serve, settle } from './support'

const paths = ({ requests }: { requests: readonly { url?: string | undefined }[] }) => requests.map(({ url }) => url)

describe('a url', () => {
  it('opens another socket when it changes', async () => {
    const server = await serve()
    const { result, rerender } = renderHook(({ room }) => useWebSocket(`${server.url}/${room}`), { initialProps: { room: 'a' } })
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    rerender({ room: 'b' })
    expect(result.current.readyState).toBe(ReadyState.CONNECTING)
    await waitFor(() => expect(paths(server)).toEqual(['/a', '/b']))
    await waitFor(() => expect(server.alive).toBe(1))
  })

  it.each([false, true])('opens another socket when a memoized function is replaced, with share %s', async (share) => {
    const server = await serve()
    const { result, rerender } = renderHook(
      ({ room }) => useWebSocket(useCallback(() => `${server.url}/${room}`, [room]), { share }),
      { initialProps: { room: 'a' } },
    )
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    rerender({ room: 'b' })
    await waitFor(() => expect(paths(server)).toEqual(['/a', '/b']))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    await waitFor(() => expect(server.alive).toBe(1))
  })

  it('opens another socket when a function is replaced before its first repeated render', async () => {
    const server = await serve()
    const { rerender } = renderHook(({ room }) => useWebSocket(useCallback(() => `${server.url}/${room}`, [room])), {
      initialProps: { room: 'a' },
    })
    rerender({ room: 'b' })
    rerender({ room: 'b' })
    await waitFor(() => expect(paths(server).at(-1)).toBe('/b'))
    await settle()
    expect(server.alive).toBe(1)
  })

  it('keeps the socket for an inline function, and calls the latest one for the next attempt', async () => {
    const server = await serve()
    const { result, rerender } = renderHook(
      ({ token }) => useWebSocket(() => `${server.url}/${token}`, { shouldReconnect: () => true, reconnectInterval: 10 }),
      { initialProps: { token: 1 } },
    )
    for (let render = 0; render < 50; render++) rerender({ token: 1 })
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    for (let render = 0; render < 50; render++) rerender({ token: 2 })
    await settle()
    expect(paths(server)).toEqual(['/1'])
    server.terminateAll()
    await waitFor(() => expect(paths(server)).toEqual(['/1', '/2']))
  })
})

describe('queryParams', () => {
  it('are added to strings and to results of functions, and open another socket when they change', async () => {
    const server = await serve()
    const getUrl = () => `${server.url}/f?x=1`
    const hooks = [server.url, getUrl].map((url) =>
      renderHook(({ room }) => useWebSocket(url, { queryParams: { room } }), { initialProps: { room: 'a' } }),
    )
    await waitFor(() => expect(paths(server).sort()).toEqual(['/?room=a', '/f?x=1&room=a']))
    for (const { rerender } of hooks) rerender({ room: 'a' })
    await settle()
    expect(server.opened).toBe(2)
    for (const { rerender } of hooks) rerender({ room: 'b' })
    await waitFor(() => expect(paths(server).slice(2).sort()).toEqual(['/?room=b', '/f?x=1&room=b']))
  })
})
