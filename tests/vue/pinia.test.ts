import { effectScope, isRef, type Ref } from 'vue'
import { expect, it, onTestFinished } from 'vitest'
import { useChannel, useConnection, useMessages, useWebSocket } from 'websocket-store/vue'
import type { FakeLine } from '../support/fake-line'
import { fakeLine } from './support/fake-line'

const channels = { subscribe: String, route: String }

/** A setup store, in a scope as Pinia makes one. */
function makeStore(line: FakeLine) {
  const scope = effectScope(true)
  onTestFinished(() => scope.stop())
  return scope.run(() => {
    const options = { ...line.options, channels, notify: 'sync' } as const
    const socket = useWebSocket(line.url, options)
    const { channel, status } = useChannel(socket.connection, 'a')
    return { ...socket, channel, status, messages: useMessages(channel), shared: useConnection(line.url, options) }
  })!
}

/** What Pinia takes for state: it sends that from the server to the page, and sets it there. */
const stateOf = (store: object) =>
  Object.entries(store).filter((entry): entry is [string, Ref] => isRef(entry[1]) && !('effect' in entry[1]))

it('a store returns no connection and no channel as state', () => {
  const names = stateOf(makeStore(fakeLine())).map(([name]) => name)
  expect(names).toEqual(expect.arrayContaining(['data', 'readyState', 'status', 'messages']))
  for (const name of ['connection', 'channel', 'shared']) expect(names).not.toContain(name)
})

it('a store whose state is set to what another sent as JSON works as before', () => {
  const line = fakeLine()
  const sent = JSON.parse(JSON.stringify(stateOf(makeStore(fakeLine())).map(([, { value }]) => value as unknown))) as unknown[]
  const store = makeStore(line)
  stateOf(store).forEach(([, ref], i) => (ref.value = sent[i]))
  line.open()
  line.say('a')
  expect([store.readyState.value, store.phase.value, store.data.value]).toEqual([1, 'open', 'a'])
  expect([store.status.value, store.messages.value]).toEqual(['subscribed', ['a']])
  expect(store.send('back')).toBe('sent')
  expect(store.connection.value?.send('again')).toBe('sent')
})
