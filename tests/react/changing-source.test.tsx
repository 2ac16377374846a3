import { render } from '@testing-library/react'
import { useLayoutEffect } from 'react'
import { expect, it } from 'vitest'
import { createRegistry } from 'websocket-store'
import { useChannel, useConnection, useMessage, useWebSocket } from 'websocket-store/react'
import { fakeLine } from './support/fake-line'
import { Latest, text, type LatestProps } from './support/latest'

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
