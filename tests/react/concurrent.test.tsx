import { act, render } from '@testing-library/react'
import { Component, startTransition, Suspense, useEffect, useState, type ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { useWebSocket } from 'websocket-store/react'
import { collectUncaught } from '../support/uncaught'
import { pause } from '../support/wait-for'
import { fakeLine } from './support/fake-line'
import { Latest, text } from './support/latest'

/** `Gate` suspends until `open` is called. */
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

it('does not dial for a tree that suspends before its first commit, and dials once when it is shown', async () => {
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

it('calls the functions of the committed render, not of an earlier suspended one', async () => {
  const line = fakeLine()
  const { Gate, open } = createGate()
  function WithToken({ token }: { token: string }) {
    useWebSocket(() => `${line.url}${token}`, { ...line.options, key: line.url, reconnect: { delay: () => 0 } })
    return null
  }
  const tree = (token: string) => (
    <Suspense fallback="wait">
      <WithToken token={token} />
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

it('keeps the socket while a sibling suspends again, and shows the message that arrived meanwhile', async () => {
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

it('shows the same state in all components of a transition', async () => {
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

it('shows the old url while a transition to a new url is suspended, and only the new url afterwards', async () => {
  const [line, other] = [fakeLine(), fakeLine()]
  const { Gate, open } = createGate()
  let showOther = () => {}
  function Page() {
    const [isOther, setOther] = useState(false)
    useEffect(() => {
      showOther = () => startTransition(() => setOther(true))
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
  await act(async () => showOther())
  line.say('two')
  expect(text()).toBe('1 two')
  expect(other.sockets).toHaveLength(0)
  await open()
  expect(text()).toBe('0 undefined')
  other.open()
  expect(text()).toBe('1 undefined')
})

class Boundary extends Component<{ children: ReactNode }> {
  override state = { message: '' }
  static getDerivedStateFromError = (error: Error) => ({ message: error.message })
  override render() {
    return this.state.message ? <p data-testid="error">{this.state.message}</p> : this.props.children
  }
}

it('closes the socket when an error boundary unmounts the component', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const line = fakeLine()
  const onMessage = vi.fn()
  function ThrowingOnBad() {
    const { data } = useWebSocket(line.url, { ...line.options, lingerMs: 5, notify: 'sync', onMessage })
    if (data === 'bad') throw new Error('cannot show this')
    return <p>{String(data)}</p>
  }
  render(
    <Boundary>
      <ThrowingOnBad />
    </Boundary>,
  )
  line.open()
  line.say('bad')
  expect(text('error')).toBe('cannot show this')
  line.say('after the error')
  expect(onMessage).toHaveBeenCalledTimes(1)
  await act(() => pause(30))
  expect(line.live).toHaveLength(0)
})

it('keeps rendering when an inline select throws, and reports the error once per message', async () => {
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
