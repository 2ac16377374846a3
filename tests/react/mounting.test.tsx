import { act, render } from '@testing-library/react'
import { StrictMode, useEffect, useState } from 'react'
import { expect, it, vi } from 'vitest'
import { createRegistry } from 'websocket-store'
import { useConnection, useMessages, useWebSocket, type UseWebSocketOptions } from 'websocket-store/react'
import { pause, waitFor } from '../support/wait-for'
import { startLine } from './support/line'

interface PageProps {
  url: string
  options: UseWebSocketOptions
}

function Page({ url, options }: PageProps) {
  const { readyState } = useWebSocket(url, options)
  return <p>{readyState}</p>
}

it('opens one socket and calls onOpen once under StrictMode', async () => {
  const line = startLine()
  const onOpen = vi.fn()
  render(<Page url={line.url} options={{ ...line.options, onOpen }} />, { wrapper: StrictMode })
  await line.open()
  expect(line.dials).toHaveLength(1)
  expect(onOpen).toHaveBeenCalledTimes(1)
})

it('calls onOpen once for a late join under StrictMode, and closes no socket', async () => {
  const line = startLine()
  render(<Page url={line.url} options={line.options} />)
  await line.open()
  const onOpen = vi.fn()
  render(<Page url={line.url} options={{ ...line.options, onOpen }} />, { wrapper: StrictMode })
  expect(onOpen).toHaveBeenCalledTimes(1)
  expect(onOpen.mock.calls[0]![1]).toEqual({ isReconnect: false, isLateJoin: true })
  expect(line.connections).toHaveLength(1)
})

it('opens one socket with share: false under StrictMode', async () => {
  const line = startLine()
  render(<Page url={line.url} options={{ ...line.options, share: false }} />, { wrapper: StrictMode })
  await line.open()
  expect(line.dials).toHaveLength(1)
})

it('calls a url function once per dial under StrictMode', async () => {
  const line = startLine()
  const url = vi.fn(async () => line.url)
  function WithUrlFunction() {
    const { readyState } = useWebSocket(url, line.options)
    return <p>{readyState}</p>
  }
  await act(async () => void render(<WithUrlFunction />, { wrapper: StrictMode }))
  await line.open()
  expect(line.dials).toHaveLength(1)
  expect(url).toHaveBeenCalledTimes(1)
})

it('calls the functions of the last render under StrictMode', async () => {
  const line = startLine()
  const calls: string[] = []
  function WithToken({ token }: { token: string }) {
    useWebSocket(line.url, {
      ...line.options,
      handshake: () => void calls.push(`handshake ${token}`),
      reconnect: {
        delay() {
          calls.push(`delay ${token}`)
          return 0
        },
      },
    })
    return null
  }
  const { rerender } = render(<WithToken token="old" />, { wrapper: StrictMode })
  await line.open()
  await act(() => pause(5))
  calls.length = 0
  rerender(<WithToken token="new" />)
  line.cut()
  await line.settled()
  await act(() => waitFor(() => line.dials.length === 2))
  await line.open()
  await act(() => pause(5))
  expect(calls).toEqual(['delay new', 'handshake new'])
})

it('calls the url function of the last render when open() starts the first dial under StrictMode', async () => {
  const line = startLine()
  let open = () => {}
  function Closed({ token }: { token: string }) {
    const ws = useWebSocket(() => `${line.url}${token}`, { ...line.options, enabled: false })
    useEffect(() => {
      open = ws.open
    })
    return null
  }
  const { rerender } = render(<Closed token="old" />, { wrapper: StrictMode })
  rerender(<Closed token="new" />)
  await act(async () => open())
  await line.settled()
  expect(line.dials.map(({ url }) => url)).toEqual([`${line.url}new`])
})

it('keeps using the last options of a connection after its component switches to another connection', async () => {
  const line = startLine()
  const registry = createRegistry()
  function Room({ name }: { name: string }) {
    const connection = useConnection(() => `${line.url}${name}`, {
      ...line.options,
      registry,
      key: name,
      lingerMs: 0,
      reconnect: { delay: () => 0 },
    })
    useEffect(() => connection.connect(), [connection])
    return null
  }
  const { rerender } = render(<Room name="a" />)
  await act(() => pause(5))
  await line.open()
  rerender(<Room name="b" />)
  await act(() => pause(5))
  line.connections[0]!.cut()
  await act(() => waitFor(() => line.dials.length === 3))
  expect(line.dials.map(({ url }) => url.slice(-1))).toEqual(['a', 'b', 'a'])
  registry.dispose()
})

it('neither loses nor repeats a message under StrictMode', async () => {
  const line = startLine()
  const onMessage = vi.fn()
  const options: UseWebSocketOptions = { ...line.options, notify: 'sync' }
  let shown: readonly unknown[] = []
  function History() {
    const messages = useMessages(useConnection(line.url, options))
    useWebSocket(line.url, { ...options, onMessage })
    useEffect(() => {
      shown = messages
    })
    return null
  }
  render(<History />, { wrapper: StrictMode })
  await line.open()
  await line.say('1', '2', '3')
  expect(shown).toEqual(['1', '2', '3'])
  expect(onMessage).toHaveBeenCalledTimes(3)
})

it('opens one socket for 1,000 mounts and unmounts on one url', async () => {
  const line = startLine()
  const onOpen = vi.fn()
  for (let i = 0; i < 1000; i++) {
    const { unmount } = render(<Page url={line.url} options={{ ...line.options, onOpen }} />)
    if (i === 0) await line.open()
    unmount()
  }
  expect(line.dials).toHaveLength(1)
  expect(onOpen).toHaveBeenCalledTimes(1000)
})

it('opens one socket for 1,000 keyed remounts under one root', async () => {
  const line = startLine()
  const { rerender } = render(<Page key={0} url={line.url} options={line.options} />)
  await line.open()
  for (let key = 1; key <= 1000; key++) rerender(<Page key={key} url={line.url} options={line.options} />)
  expect(line.dials).toHaveLength(1)
  expect(line.connections).toHaveLength(1)
})

it('keeps the socket when a route change replaces a component with another one on the same url', async () => {
  const line = startLine()
  const Other = () => <Page url={line.url} options={line.options} />
  let navigate = (_route: string) => {}
  function Router() {
    const [route, setRoute] = useState('page')
    useEffect(() => {
      navigate = setRoute
    }, [])
    if (route === 'page') return <Page url={line.url} options={line.options} />
    return route === 'other' ? <Other /> : null
  }
  render(<Router />)
  await line.open()
  for (const route of ['other', 'none', 'page']) act(() => navigate(route))
  expect(line.dials).toHaveLength(1)
})
