import { effectScope, isRef, type Ref } from 'vue'
import { expect, it, onTestFinished, vi } from 'vitest'
import { useChannel, useConnection, useMessages, useWebSocket } from 'websocket-store/vue'
import type { Line } from '../support/line'
import { startLine } from './support/line'

const channels = { subscribe: String, route: String }

/** A setup store, in a detached scope like that of Pinia. */
function makeStore(line: Line) {
  const scope = effectScope(true)
  onTestFinished(() => scope.stop())
  return scope.run(() => {
    const options = { ...line.options, channels, notify: 'sync' } as const
    const socket = useWebSocket(line.url, options)
    const { channel, status } = useChannel(socket.connection, 'a')
    return { ...socket, channel, status, messages: useMessages(channel), shared: useConnection(line.url, options) }
  })!
}

/** The entries that Pinia treats as state. It sends state from the server to the page and writes it there. */
const stateOf = (store: object) =>
  Object.entries(store).filter((entry): entry is [string, Ref] => isRef(entry[1]) && !('effect' in entry[1]))

it('a store has no state that Pinia would send to the page', () => {
  const store = makeStore(startLine())
  expect(Object.keys(store)).toEqual(expect.arrayContaining(['data', 'readyState', 'status', 'messages', 'connection']))
  expect(stateOf(store)).toEqual([])
})

it('a store still shows the live connection after a payload was written to its refs', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const line = startLine()
  const store = makeStore(line)
  await line.open()
  await line.say('a')
  for (const each of Object.values(store)) if (isRef(each)) (each as Ref).value = null
  expect(warn).toHaveBeenCalled()
  expect([store.readyState.value, store.phase.value, store.data.value]).toEqual([1, 'open', 'a'])
  expect([store.status.value, store.messages.value]).toEqual(['subscribed', ['a']])
  expect(store.send('back')).toBe('sent')
  expect(store.connection.value?.send('again')).toBe('sent')
})
