import { act, fireEvent, render, screen } from '@testing-library/react'
import { memo, useEffect, useState, type ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { ReadyState } from 'websocket-store'
import { useWebSocket, type UseWebSocketOptions, type UseWebSocketResult } from 'websocket-store/react'
import { startLine } from './support/line'

const many = Array.from({ length: 10_000 }, (_, i) => String(i))

/** Notifies of every change at once. If no render follows, the component did not need one. */
const sync = { notify: 'sync' } as const

interface ReaderProps {
  url: string
  options: UseWebSocketOptions
  read: (socket: UseWebSocketResult) => ReactNode
}

let renders = 0
function Reader({ url, options, read }: ReaderProps) {
  renders++
  return <p>{read(useWebSocket(url, options))}</p>
}

function renderReader(read: ReaderProps['read'], more: UseWebSocketOptions = sync) {
  const line = startLine()
  const element = (next = read) => <Reader url={line.url} options={{ ...line.options, ...more }} read={next} />
  renders = 0
  const { rerender } = render(element())
  return { line, rerender: (next?: ReaderProps['read']) => rerender(element(next)) }
}

it('does not render a component that reads only readyState when 10,000 messages arrive', async () => {
  const { line } = renderReader(({ readyState, send }) => `${readyState} ${typeof send}`)
  await line.open()
  const before = renders
  await line.say(...many)
  expect(renders).toBe(before)
})

it('renders a component that reads nothing only once', async () => {
  const { line } = renderReader(({ send }) => typeof send)
  await line.open()
  await line.say('1', '2')
  line.cut()
  await line.settled()
  expect(renders).toBe(1)
})

it('renders a component that reads only data when data changes, and at no other time', async () => {
  const { line } = renderReader(({ data }) => String(data))
  await line.open()
  expect(renders).toBe(1)
  await line.say('hi')
  expect(renders).toBe(2)
  await line.say('hi')
  expect(renders).toBe(2)
  expect(screen.getByText('hi')).toBeTruthy()
})

it('shows and tracks a field that only a later render reads', async () => {
  const { line, rerender } = renderReader(({ readyState }) => String(readyState))
  await line.open()
  await line.say('unread')
  rerender(({ data }) => String(data))
  expect(screen.getByText('unread')).toBeTruthy()
  await line.say('read')
  expect(screen.getByText('read')).toBeTruthy()
})

it('shows the same state in all fields that one render reads', async () => {
  const seen: string[] = []
  const { line } = renderReader(({ readyState, phase, data }) => {
    seen.push(`${readyState} ${phase} ${String(data)}`)
    return null
  })
  await line.open()
  await line.say('hi')
  line.close(1008)
  await line.settled()
  expect(seen.at(-1)).toBe(`${ReadyState.CLOSED} closed hi`)
  for (const entry of seen) expect(entry).toMatch(/^(0 (resolving|connecting)|1 open|3 closed) /)
})

it('tracks the fields that a child reads while it renders', async () => {
  const line = startLine()
  const Child = ({ socket }: { socket: UseWebSocketResult }) => <p>{String(socket.data)}</p>
  const Parent = () => <Child socket={useWebSocket(line.url, { ...line.options, ...sync })} />
  render(<Parent />)
  await line.open()
  await line.say('for the child')
  expect(screen.getByText('for the child')).toBeTruthy()
})

it('does not track reads of an event handler, and gives it the latest state every time', async () => {
  const line = startLine()
  const read: unknown[] = []
  let count = 0
  function Button() {
    count++
    const socket = useWebSocket(line.url, { ...line.options, ...sync })
    return <button onClick={() => read.push(socket.data)}>read</button>
  }
  render(<Button />)
  await line.open()
  for (const message of ['1', '2', '3']) {
    await line.say(message)
    fireEvent.click(screen.getByText('read'))
  }
  expect(read).toEqual(['1', '2', '3'])
  expect(count).toBe(1)
})

it('gives an effect that runs once the latest state, also for fields that the render read', async () => {
  const line = startLine()
  let readNow = (): unknown => null
  function Watcher() {
    const socket = useWebSocket(line.url, { ...line.options, ...sync })
    useEffect(() => {
      readNow = () => socket.data
      // The test is about the closure of the first render.
      // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [])
    return <p>{String(socket.data)}</p>
  }
  render(<Watcher />)
  await line.open()
  await line.say('later')
  expect(readNow()).toBe('later')
})

it('gives an async handler the latest state after it waited, also for fields that the render read', async () => {
  const line = startLine()
  const read: unknown[] = []
  let resume = () => {}
  function Button() {
    const socket = useWebSocket(line.url, { ...line.options, ...sync })
    async function readTwice() {
      read.push(socket.data)
      await new Promise<void>((resolve) => {
        resume = resolve
      })
      read.push(socket.data)
    }
    return <button onClick={() => void readTwice()}>{String(socket.data)}</button>
  }
  render(<Button />)
  await line.open()
  await line.say('before')
  fireEvent.click(screen.getByText('before'))
  await line.say('after')
  await act(async () => resume())
  expect(read).toEqual(['before', 'after'])
})

it('has every field when the result is spread', async () => {
  let spread: object = {}
  const { line } = renderReader((socket) => {
    spread = { ...socket }
    return null
  })
  await line.open()
  expect(Object.keys(spread).sort()).toEqual(
    [
      ...['attempt', 'close', 'connection', 'data', 'error', 'extensions', 'lastClose', 'latencyMs', 'lastMessage', 'open', 'phase'],
      ...['protocol', 'queued', 'readyState', 'reconnect', 'retryAt', 'send', 'url'],
    ].sort(),
  )
})

it('returns stable functions that do not render a memo child again', async () => {
  const line = startLine()
  let childRenders = 0
  const Child = memo(({ send }: { send: unknown }) => {
    childRenders++
    return <i>{typeof send}</i>
  })
  let renderAgain = () => {}
  function Parent() {
    const [, setCount] = useState(0)
    const { data, send } = useWebSocket(line.url, { ...line.options, onMessage: () => {} })
    useEffect(() => {
      renderAgain = () => setCount((count) => count + 1)
    }, [])
    return (
      <p>
        {String(data)} <Child send={send} />
      </p>
    )
  }
  render(<Parent />)
  await line.open()
  await line.say('1')
  act(() => renderAgain())
  expect(childRenders).toBe(1)
})

it('schedules no update while React commits: a component mounts or unmounts while a notification is pending', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
  const line = startLine({ clock: 'stopped' })
  const Shown = () => <i>{String(useWebSocket(line.url, { ...line.options, heartbeat: {} }).data)}</i>
  const element = (names: string[]) => names.map((name) => <Shown key={name} />)
  const { rerender } = render(element(['a', 'b']))
  await line.open()
  // The first message is shown at once, the others with the next frame.
  for (const [index, names] of [['a'], ['a', 'c'], ['c'], ['c', 'd']].entries()) {
    await line.say(`${index}`, `${index} later`)
    rerender(element(names))
  }
  expect(errors.mock.calls).toEqual([])
})
