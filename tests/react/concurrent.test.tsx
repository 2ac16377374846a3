import { act, render } from '@testing-library/react'
import { Component, startTransition, Suspense, useEffect, useState, type ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { useWebSocket } from 'websocket-store/react'
import { collectUncaught } from '../support/uncaught'
import { pause } from '../support/wait-for'
import { startLine } from './support/line'
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
  const line = startLine()
  const { Gate, open } = createGate()
  render(
    <Suspense fallback="wait">
      <Latest url={line.url} options={line.options} />
      <Gate />
    </Suspense>,
  )
  await pause(20)
  expect(line.dials).toHaveLength(0)
  await open()
  await line.open()
  expect(line.dials).toHaveLength(1)
  expect(text()).toBe('1 undefined')
})

it('calls the functions of the committed render, not of an earlier suspended one', async () => {
  const line = startLine()
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
  await line.open()
  rerender(tree('3'))
  line.cut()
  await line.settled()
  await act(() => pause(20))
  expect(line.dials.map(({ url }) => url)).toEqual([`${line.url}2`, `${line.url}3`])
})

it('keeps the socket while a sibling suspends again, and shows the message that arrived meanwhile', async () => {
  const line = startLine()
  const onMessage = vi.fn()
  const { Gate, open } = createGate()
  const tree = (sibling: ReactNode) => (
    <Suspense fallback="wait">
      <Latest url={line.url} options={{ ...line.options, onMessage, notify: 'sync' }} />
      {sibling}
    </Suspense>
  )
  const { rerender } = render(tree(null))
  await line.open()
  rerender(tree(<Gate />))
  await line.say('meanwhile')
  await open()
  expect(text()).toBe('1 meanwhile')
  expect(onMessage).toHaveBeenCalledTimes(1)
  expect(line.dials).toHaveLength(1)
})

it('shows the same state in all components of a transition', async () => {
  const line = startLine()
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
  await line.open()
  await line.say('before')
  await act(async () => {
    show()
    await line.say('during')
  })
  const shown = Array.from({ length: 50 }, (_, i) => text(`latest ${i}`))
  expect(new Set(shown)).toEqual(new Set(['1 during']))
  expect(line.dials).toHaveLength(1)
})

it('shows the old url while a transition to a new url is suspended, and only the new url afterwards', async () => {
  const [line, other] = [startLine(), startLine()]
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
  await line.open()
  await line.say('one')
  await act(async () => showOther())
  await line.say('two')
  expect(text()).toBe('1 two')
  expect(other.dials).toHaveLength(0)
  other.hang()
  await open()
  expect(text()).toBe('0 undefined')
  other.accept()
  await other.open()
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
  const line = startLine()
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
  await line.open()
  await line.say('bad')
  expect(text('error')).toBe('cannot show this')
  await line.say('after the error')
  expect(onMessage).toHaveBeenCalledTimes(1)
  await act(() => pause(30))
  expect(line.connections).toHaveLength(0)
})

it('keeps rendering when an inline select throws, and reports the error once per message', async () => {
  const thrown = collectUncaught()
  const line = startLine()
  const tree = (name: string) => {
    const select = (message: unknown) => {
      if (message === 'bad') throw new Error(`mistake in select ${name}`)
      return name
    }
    return <Latest url={line.url} options={{ ...line.options, select, notify: 'sync' }} />
  }
  const { rerender } = render(tree('first'))
  await line.open()
  await line.say('good', 'bad')
  rerender(tree('second'))
  expect(text()).toBe('1 first')
  line.cut()
  await line.settled()
  rerender(tree('third'))
  expect(text()).toBe('3 first')
  await pause(5)
  expect(thrown.map(String)).toEqual(['Error: mistake in select first'])
})
