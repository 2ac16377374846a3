import { act, render, screen } from '@testing-library/react'
import * as React from 'react'
import { Component, startTransition, Suspense, useEffect, useLayoutEffect, useState, type ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { createRegistry } from 'websocket-store'
import { useChannel, useConnection, useMessage, useWebSocket, type UseWebSocketOptions } from 'websocket-store/react'
import { collectUncaught } from '../support/uncaught'
import { pause } from '../support/wait-for'
import { fakeLine } from './support/fake-line'

interface LatestProps {
  url: string
  options: UseWebSocketOptions
  name?: string
}

function Latest({ url, options, name = 'latest' }: LatestProps) {
  const { data, readyState } = useWebSocket(url, options)
  return (
    <p data-testid={name}>
      {readyState} {String(data)}
    </p>
  )
}

const text = (name = 'latest') => screen.getByTestId(name).textContent

/** Suspends until it is let go. */
function createGate() {
  let isOpen = false
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = () => {
      isOpen = true
      resolve()
    }
  })
  const Gate = () => {
    if (!isOpen) throw opened
    return null
  }
  return { Gate, open: () => act(async () => open()) }
}

it('dials nothing for a tree that is suspended before it was ever shown, and once when it is', async () => {
  const line = fakeLine()
  const { Gate, open } = createGate()
  render(
    <Suspense fallback="wait">
      <Latest url={line.url} options={line.options} />
      <Gate />
    </Suspense>,
  )
  await pause(20)
  expect(line.sockets).toHaveLength(0)
  await open()
  expect(line.sockets).toHaveLength(1)
  line.open()
  expect(text()).toBe('1 undefined')
})

it('asks the functions of the render that is shown, not of one that was suspended before it', async () => {
  const line = fakeLine()
  const { Gate, open } = createGate()
  function Asked({ token }: { token: string }) {
    useWebSocket(() => `${line.url}${token}`, { ...line.options, key: line.url, reconnect: { delay: () => 0 } })
    return null
  }
  const tree = (token: string) => (
    <Suspense fallback="wait">
      <Asked token={token} />
      <Gate />
    </Suspense>
  )
  const { rerender } = render(tree('1'))
  rerender(tree('2'))
  await open()
  await act(() => pause(5))
  line.open()
  rerender(tree('3'))
  line.close(1006)
  await act(() => pause(20))
  expect(line.sockets.map(({ url }) => url)).toEqual([`${line.url}2`, `${line.url}3`])
})

it('keeps the socket while a sibling suspends again, and shows what came meanwhile', async () => {
  const line = fakeLine()
  const onMessage = vi.fn()
  const { Gate, open } = createGate()
  const tree = (sibling: ReactNode) => (
    <Suspense fallback="wait">
      <Latest url={line.url} options={{ ...line.options, onMessage, notify: 'sync' }} />
      {sibling}
    </Suspense>
  )
  const { rerender } = render(tree(null))
  line.open()
  rerender(tree(<Gate />))
  line.say('meanwhile')
  await open()
  expect(text()).toBe('1 meanwhile')
  expect(onMessage).toHaveBeenCalledTimes(1)
  expect(line.sockets).toHaveLength(1)
})

it('shows one state in all components of a transition', async () => {
  const line = fakeLine()
  let show = () => {}
  function Page() {
    const [count, setCount] = useState(1)
    useEffect(() => {
      show = () => startTransition(() => setCount(50))
    }, [])
    return Array.from({ length: count }, (_, i) => (
      <Latest key={i} name={`latest ${i}`} url={line.url} options={{ ...line.options, notify: 'sync' }} />
    ))
  }
  render(<Page />)
  line.open()
  line.say('before')
  await act(async () => {
    show()
    line.say('during')
  })
  const shown = Array.from({ length: 50 }, (_, i) => text(`latest ${i}`))
  expect(new Set(shown)).toEqual(new Set(['1 during']))
  expect(line.sockets).toHaveLength(1)
})

it('keeps showing the old url while a transition to another one waits, and then only the other', async () => {
  const [line, other] = [fakeLine(), fakeLine()]
  const { Gate, open } = createGate()
  let go = () => {}
  function Page() {
    const [isOther, setOther] = useState(false)
    useEffect(() => {
      go = () => startTransition(() => setOther(true))
    }, [])
    const { url, options } = isOther ? other : line
    return (
      <Suspense fallback="wait">
        <Latest url={url} options={{ ...options, notify: 'sync' }} />
        {isOther && <Gate />}
      </Suspense>
    )
  }
  render(<Page />)
  line.open()
  line.say('one')
  await act(async () => go())
  line.say('two')
  expect(text()).toBe('1 two')
  expect(other.sockets).toHaveLength(0)
  await open()
  expect(text()).toBe('0 undefined')
  other.open()
  expect(text()).toBe('1 undefined')
})

it('gives no message of the old url to the callbacks of the render that changed it', () => {
  const [line, other] = [fakeLine(), fakeLine()]
  const heard: string[] = []
  function DuringCommit({ isDone }: { isDone: boolean }) {
    useLayoutEffect(() => {
      if (isDone) line.sockets[0]!.message('late')
    }, [isDone])
    return null
  }
  function Listener({ url, options, hear }: LatestProps & { hear: (message: unknown) => void }) {
    useMessage(useConnection(url, options), hear)
    useWebSocket(url, { ...options, onMessage: hear })
    return null
  }
  const page = ({ url, options }: LatestProps, room: string) => (
    <>
      <Listener url={url} options={options} hear={(message) => heard.push(`${room}: ${String(message)}`)} />
      <DuringCommit isDone={room === 'b'} />
    </>
  )
  const { rerender } = render(page(line, 'a'))
  line.open()
  line.say('early')
  expect(heard).toEqual(['a: early', 'a: early'])
  rerender(page(other, 'b'))
  expect(heard.filter((entry) => entry.startsWith('b'))).toEqual([])
})

it.each([
  ['shows', 'b hi', '1 b hi'],
  ['hides', 'a hi', '1 undefined'],
])('%s the latest message of another url by the filter of the same render', (_, message, shown) => {
  const registry = createRegistry()
  const [a, b] = [fakeLine(), fakeLine()]
  const page = (name: string, line: typeof a) => {
    const filter = (given: unknown) => String(given).startsWith(name)
    return <Latest url={line.url} options={{ ...line.options, registry, filter, notify: 'sync' }} />
  }
  registry.connection(b.url, b.options).connect()
  b.open()
  b.say(message)
  const { rerender } = render(page('a', a))
  rerender(page('b', b))
  expect(text()).toBe(shown)
  registry.dispose()
})

it('gives no message of the old channel to the callback of the render that changed it', () => {
  const line = fakeLine()
  const heard: string[] = []
  const channels = { subscribe: (key: string) => key, route: (message: unknown) => String(message).split(' ')[0] }
  function DuringCommit({ isDone }: { isDone: boolean }) {
    useLayoutEffect(() => {
      if (isDone) line.sockets[0]!.message('a late')
    }, [isDone])
    return null
  }
  function Listener({ topic }: { topic: string }) {
    const connection = useConnection(line.url, { ...line.options, channels })
    useChannel(connection, topic, { onMessage: (message) => heard.push(`${topic}: ${String(message)}`) })
    return null
  }
  const page = (topic: string) => (
    <>
      <Listener topic={topic} />
      <DuringCommit isDone={topic === 'b'} />
    </>
  )
  const { rerender } = render(page('a'))
  line.open()
  line.say('a early')
  expect(heard).toEqual(['a: a early'])
  rerender(page('b'))
  expect(heard.filter((entry) => entry.startsWith('b'))).toEqual([])
  line.say('b 1')
  expect(heard.at(-1)).toBe('b: b 1')
})

class Boundary extends Component<{ children: ReactNode }> {
  override state = { message: '' }
  static getDerivedStateFromError = (error: Error) => ({ message: error.message })
  override render() {
    return this.state.message ? <p data-testid="error">{this.state.message}</p> : this.props.children
  }
}

it('lets go of the socket when an error boundary takes the component away', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const line = fakeLine()
  const onMessage = vi.fn()
  function Fragile() {
    const { data } = useWebSocket(line.url, { ...line.options, lingerMs: 5, notify: 'sync', onMessage })
    if (data === 'bad') throw new Error('cannot show this')
    return <p>{String(data)}</p>
  }
  render(
    <Boundary>
      <Fragile />
    </Boundary>,
  )
  line.open()
  line.say('bad')
  expect(text('error')).toBe('cannot show this')
  line.say('unheard')
  expect(onMessage).toHaveBeenCalledTimes(1)
  await act(() => pause(30))
  expect(line.live).toHaveLength(0)
})

it('renders on when an inline select throws, which is reported once for each message', async () => {
  const thrown = collectUncaught()
  const line = fakeLine()
  const tree = (name: string) => {
    const select = (message: unknown) => {
      if (message === 'bad') throw new Error(`mistake in select ${name}`)
      return name
    }
    return <Latest url={line.url} options={{ ...line.options, select, notify: 'sync' }} />
  }
  const { rerender } = render(tree('first'))
  line.open()
  line.say('good', 'bad')
  rerender(tree('second'))
  expect(text()).toBe('1 first')
  line.close(1006)
  rerender(tree('third'))
  expect(text()).toBe('3 first')
  await pause(5)
  expect(thrown.map(String)).toEqual(['Error: mistake in select first'])
})

const { Activity } = React as { Activity?: typeof React.Activity }

it.runIf(Activity)('holds no demand in a hidden Activity, and takes it again when shown', async () => {
  const line = fakeLine()
  const Switch = Activity!
  const tree = (mode: 'visible' | 'hidden') => (
    <Switch mode={mode}>
      <Latest url={line.url} options={{ ...line.options, lingerMs: 20 }} />
    </Switch>
  )
  const { rerender } = render(tree('hidden'))
  await act(() => pause(10))
  expect(line.sockets).toHaveLength(0)
  rerender(tree('visible'))
  line.open()
  expect(text()).toBe('1 undefined')
  rerender(tree('hidden'))
  rerender(tree('visible'))
  await act(() => pause(40))
  expect(line.sockets).toHaveLength(1)
  rerender(tree('hidden'))
  await act(() => pause(40))
  expect(line.sockets[0]!.closeCalls).toHaveLength(1)
})

it.runIf(Activity)('shows what passed the filter meanwhile when an Activity is shown again', () => {
  const line = fakeLine()
  const Switch = Activity!
  const options: UseWebSocketOptions = { ...line.options, notify: 'sync' }
  const filter = (message: unknown) => message !== 'noise'
  const tree = (mode: 'visible' | 'hidden') => (
    <>
      <Latest name="keeper" url={line.url} options={options} />
      <Switch mode={mode}>
        <Latest url={line.url} options={{ ...options, filter }} />
      </Switch>
    </>
  )
  const { rerender } = render(tree('visible'))
  line.open()
  line.say('before')
  rerender(tree('hidden'))
  line.say('meanwhile')
  rerender(tree('visible'))
  line.say('noise')
  expect([text('keeper'), text()]).toEqual(['1 noise', '1 meanwhile'])
})
