import { act, renderHook } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import useWebSocket, { type Options } from 'websocket-store/compat/react-use-websocket'
import { fakeNetworkForEachTest } from '../../support/fake-network'
import './support'

const network = fakeNetworkForEachTest()

const URL = 'ws://host.test/'
const advance = (ms: number) => act(() => vi.advanceTimersByTime(ms))
const mount = (options: Options) => {
  const hook = renderHook(() => useWebSocket(URL, options))
  return hook
}

describe('heartbeat', () => {
  it('sends a ping for each interval without a message', () => {
    mount({ heartbeat: { interval: 1000, timeout: 60_000, message: () => 'are you there?' } })
    act(() => network().latest.open())
    advance(999)
    expect(network().latest.sent).toEqual([])
    advance(1)
    expect(network().latest.sent).toEqual(['are you there?'])
    advance(500)
    act(() => network().latest.message('here'))
    advance(999)
    expect(network().latest.sent).toHaveLength(1)
    advance(1)
    expect(network().latest.sent).toHaveLength(2)
  })

  it('sends a ping after 25 s and waits 60 s by default', () => {
    const { result } = mount({ heartbeat: true })
    act(() => network().latest.open())
    advance(25_000)
    expect(network().latest.sent).toEqual(['ping'])
    advance(34_999)
    expect(result.current.readyState).toBe(1)
    advance(1)
    expect(result.current.readyState).toBe(3)
    expect(network().latest.sent).toEqual(['ping', 'ping'])
  })

  it('calls onMessage with the answer, and does not show it, for any component that shares', () => {
    const onMessage = vi.fn()
    const hooks = [mount({ share: true, heartbeat: { returnMessage: 'pong' }, onMessage }), mount({ share: true })]
    act(() => network().latest.open())
    act(() => network().latest.message('pong'))
    expect(onMessage).toHaveBeenCalledTimes(1)
    expect(hooks.map(({ result }) => result.current.lastMessage)).toEqual([null, null])
    act(() => network().latest.message('ping'))
    expect(hooks.map(({ result }) => result.current.lastMessage?.data as unknown)).toEqual(['ping', 'ping'])
  })

  it('shows the text "pong" where it is not the answer', () => {
    const { result } = mount({ heartbeat: true })
    act(() => network().latest.open())
    act(() => network().latest.message('pong'))
    expect(result.current.lastMessage?.data).toBe('pong')
  })

  it('calls onClose and shouldReconnect for a silent socket, and replaces it at once', () => {
    const onClose = vi.fn()
    const shouldReconnect = vi.fn((_event: CloseEvent) => true)
    const { result } = mount({ heartbeat: { interval: 1000, timeout: 3000 }, onClose, shouldReconnect })
    act(() => network().latest.open())
    advance(3000)
    expect(network().sockets).toHaveLength(2)
    expect(onClose.mock.calls).toEqual([[expect.objectContaining({ type: 'close', code: 1006 })]])
    expect(shouldReconnect.mock.calls[0]?.[0]).toMatchObject({ code: 1006 })
    act(() => network().latest.open())
    expect(result.current.readyState).toBe(1)
  })
})

describe('the ping of fromSocketIO', () => {
  it('is sent every 25 s, and its answer is not waited for', () => {
    const { result } = mount({ fromSocketIO: true })
    act(() => network().latest.open())
    advance(25_000)
    expect(network().latest.sent).toEqual(['2'])
    advance(75_000)
    expect(network().latest.sent).toEqual(['2', '2', '2', '2'])
    expect(result.current.readyState).toBe(1)
  })
})
