import { render } from '@testing-library/react'
import { useLayoutEffect } from 'react'
import { expect, it } from 'vitest'
import { createRegistry } from 'websocket-store'
import { useChannel, useConnection, useMessage, useWebSocket } from 'websocket-store/react'
import { fakeLine } from './support/fake-line'
import { Latest, text, type LatestProps } from './support/latest'

it('does not pass messages of the old url to the callbacks of the render that changes the url', () => {
  const [line, other] = [fakeLine(), fakeLine()]
  const received: string[] = []
  function DuringCommit({ isDone }: { isDone: boolean }) {
    useLayoutEffect(() => {
      if (isDone) line.sockets[0]!.message('late')
    }, [isDone])
    return null
  }
  function Listener({ url, options, onMessage }: LatestProps & { onMessage: (message: unknown) => void }) {
    useMessage(useConnection(url, options), onMessage)
    useWebSocket(url, { ...options, onMessage })
    return null
  }
  const page = ({ url, options }: LatestProps, room: string) => (
    <>
      <Listener url={url} options={options} onMessage={(message) => received.push(`${room}: ${String(message)}`)} />
      <DuringCommit isDone={room === 'b'} />
    </>
  )
  const { rerender } = render(page(line, 'a'))
  line.open()
  line.say('early')
  expect(received).toEqual(['a: early', 'a: early'])
  rerender(page(other, 'b'))
  expect(received.filter((entry) => entry.startsWith('b'))).toEqual([])
})

it.each([
  ['shows', 'b hi', '1 b hi'],
  ['hides', 'a hi', '1 undefined'],
])('%s the latest message of a new url, according to the filter of the same render', (_, message, shown) => {
  const registry = createRegistry()
  const [a, b] = [fakeLine(), fakeLine()]
  const page = (name: string, line: typeof a) => {
    const filter = (candidate: unknown) => String(candidate).startsWith(name)
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

it('does not pass messages of the old channel to the callback of the render that changes the channel', () => {
  const line = fakeLine()
  const received: string[] = []
  const channels = { subscribe: (key: string) => key, route: (message: unknown) => String(message).split(' ')[0] }
  function DuringCommit({ isDone }: { isDone: boolean }) {
    useLayoutEffect(() => {
      if (isDone) line.sockets[0]!.message('a late')
    }, [isDone])
    return null
  }
  function Listener({ topic }: { topic: string }) {
    const connection = useConnection(line.url, { ...line.options, channels })
    useChannel(connection, topic, { onMessage: (message) => received.push(`${topic}: ${String(message)}`) })
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
  expect(received).toEqual(['a: a early'])
  rerender(page('b'))
  expect(received.filter((entry) => entry.startsWith('b'))).toEqual([])
  line.say('b 1')
  expect(received.at(-1)).toBe('b: b 1')
})
