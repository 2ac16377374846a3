import { effectScope, nextTick, ref, shallowRef, watchEffect } from 'vue'
import { expect, it, onTestFinished, vi } from 'vitest'
import { useChannel, useConnection, useMessages, useWebSocket } from 'websocket-store/vue'
import type { Line } from '../support/line'
import { startLine } from './support/line'

/** Runs `setup` in a scope that stops when the test ends. */
function within<T>(setup: () => T): T {
  const scope = effectScope(true)
  onTestFinished(() => scope.stop())
  return scope.run(setup)!
}

const channels = { subscribe: String, route: String }
const optionsOf = (line: Line) => ({ ...line.options, channels, notify: 'sync' }) as const

const useLine = (line: Line) => within(() => useWebSocket(line.url, optionsOf(line)))

/** Runs `run` in an effect. Returns a function that counts the reruns of the effect. */
function inEffect(run: () => unknown) {
  const runs = vi.fn()
  within(() => watchEffect(() => (runs(), void run())))
  return () => runs.mock.calls.length - 1
}

/** Opens the line, delivers two messages and closes it. */
async function runLifecycle(line: Line) {
  await line.open()
  await line.say('a')
  await line.say('b')
  line.close(1008)
  await line.settled()
}

it('an effect that calls open() does not undo a later close()', async () => {
  const line = startLine()
  const socket = useLine(line)
  const reruns = inEffect(() => socket.open())
  await line.open()
  socket.close()
  await line.settled()
  expect([reruns(), line.dials.length, socket.phase.value]).toEqual([0, 1, 'closed'])
})

const names = ['send', 'open', 'close', 'reconnect'] as const

it.each(names)('an effect that calls %s does not run again for later events', async (name) => {
  const line = startLine()
  const socket = useLine(line)
  await line.open()
  await line.say('before')
  line.cut()
  await line.settled()
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
  const line = startLine()
  const socket = useLine(line)
  await line.open()
  await line.say('before')
  line.cut()
  await line.settled()
  inEffect(() => socket.send('order'))
  socket.reconnect()
  await line.open()
  await line.say('accepted')
  expect(line.messages).toEqual(['order'])
})

it('an effect that sends the value of a ref runs again only when the value changes', async () => {
  const line = startLine()
  const text = ref('one')
  const { send } = useLine(line)
  await line.open()
  inEffect(() => send(text.value))
  await line.say('a')
  text.value = 'two'
  await line.settled()
  expect(line.messages).toEqual(['one', 'two'])
})

it('an effect that writes the url, enabled or paused reruns only for the refs that it reads itself', async () => {
  const line = startLine()
  useLine(line)
  await line.open()
  await line.say('before')
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
  await line.say('a')
  expect(reruns()).toBe(0)
  source.value = 2
  await nextTick()
  expect(reruns()).toBe(1)
})
