import { effectScope, nextTick, ref, shallowRef, watchEffect } from 'vue'
import { expect, it, onTestFinished, vi } from 'vitest'
import { useChannel, useConnection, useMessages, useWebSocket } from 'websocket-store/vue'
import type { FakeLine } from '../support/fake-line'
import { fakeLine } from './support/fake-line'

/** Runs `setup` in a scope that stops when the test ends. */
function within<T>(setup: () => T): T {
  const scope = effectScope(true)
  onTestFinished(() => scope.stop())
  return scope.run(setup)!
}

const channels = { subscribe: String, route: String }
const optionsOf = (line: FakeLine) => ({ ...line.options, channels, notify: 'sync' }) as const

const useLine = (line: FakeLine) => within(() => useWebSocket(line.url, optionsOf(line)))

/** Runs `run` in an effect. Returns a function that counts the reruns of the effect. */
function inEffect(run: () => unknown) {
  const runs = vi.fn()
  within(() => watchEffect(() => (runs(), void run())))
  return () => runs.mock.calls.length - 1
}

/** Opens the line, delivers two messages and closes it, each in a separate tick. */
async function runLifecycle(line: FakeLine) {
  for (const step of [line.open, () => line.say('a'), () => line.say('b'), () => line.close(1008)]) {
    step()
    await nextTick()
  }
}

it('an effect that calls open() does not undo a later close()', async () => {
  const line = fakeLine()
  const socket = useLine(line)
  const reruns = inEffect(() => socket.open())
  line.open()
  socket.close()
  await nextTick()
  line.sockets[0]!.answerClose()
  await nextTick()
  expect([reruns(), line.sockets.length, socket.phase.value]).toEqual([0, 1, 'closed'])
})

const names = ['send', 'open', 'close', 'reconnect'] as const

it.each(names)('an effect that calls %s does not run again for later events', async (name) => {
  const line = fakeLine()
  const socket = useLine(line)
  line.open()
  line.say('before')
  line.close(1006)
  const reruns = inEffect(() => (name === 'send' ? socket.send('once') : socket[name]()))
  socket.reconnect()
  await runLifecycle(line)
  socket.close()
  await nextTick()
  socket.open()
  await nextTick()
  expect(reruns()).toBe(0)
})

it('an effect that sends while there is no socket sends once', async () => {
  const line = fakeLine()
  const socket = useLine(line)
  line.open()
  line.say('before')
  line.close(1006)
  inEffect(() => socket.send('order'))
  socket.reconnect()
  line.open()
  line.say('accepted')
  await nextTick()
  expect(line.sockets.at(-1)!.sent).toEqual(['order'])
})

it('an effect that sends the value of a ref runs again only when the value changes', async () => {
  const line = fakeLine()
  const text = ref('one')
  const { send } = useLine(line)
  line.open()
  inEffect(() => send(text.value))
  line.say('a')
  await nextTick()
  text.value = 'two'
  await nextTick()
  expect(line.sockets[0]!.sent).toEqual(['one', 'two'])
})

it('an effect that writes the url, enabled or paused reruns only for the refs that it reads itself', async () => {
  const line = fakeLine()
  useLine(line)
  line.open()
  line.say('before')
  const [id, enabled, paused] = [shallowRef(''), shallowRef(false), shallowRef(true)]
  within(() => {
    const { connection } = useWebSocket(() => `${line.url}?${id.value}`, { ...optionsOf(line), enabled })
    useMessages(connection, { paused })
    useChannel(useConnection(line.url, optionsOf(line)), id)
  })
  const source = shallowRef(1)
  const reruns = inEffect(() => {
    id.value = String(source.value)
    enabled.value = source.value > 0
    paused.value = source.value > 1
  })
  id.value = 'other'
  enabled.value = false
  paused.value = true
  await nextTick()
  line.say('a')
  await nextTick()
  expect(reruns()).toBe(0)
  source.value = 2
  await nextTick()
  expect(reruns()).toBe(1)
})
