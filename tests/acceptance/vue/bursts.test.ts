import { mount, type VueWrapper } from '@vue/test-utils'
import { expect, it, onTestFinished } from 'vitest'
import { defineComponent, h } from 'vue'
import { useMessage, useMessages, useWebSocket } from 'websocket-store/vue'
import { sendBurst } from '../../support/burst'
import { countFrames } from '../../support/frames'
import { eventually, serve } from '../../support/vue-peers'

const BURST = 10_000
const SENT = Array.from({ length: BURST }, (_, index) => String(index))

function show(setup: () => () => string): VueWrapper {
  const page = mount(defineComponent(() => {
    const render = setup()
    return () => h('p', render())
  }))
  onTestFinished(() => page.unmount())
  return page
}

it('does not render a component that reads only readyState when ten thousand messages arrive', async () => {
  const server = await serve()
  let renders = 0
  let received = 0
  const page = show(() => {
    const { readyState } = useWebSocket(server.url, { reconnect: false, onMessage: () => received++ })
    return () => `state ${readyState.value} after ${++renders}`
  })
  await eventually(() => expect(page.text()).toContain('state 1'))
  const before = renders
  await sendBurst(server, SENT)
  await eventually(() => expect(received).toBe(BURST))
  expect(renders).toBe(before)

  server.terminateAll()
  await eventually(() => expect(page.text()).toContain('state 3'))
  expect(renders).toBe(before + 1)
})

it('delivers every message of a burst to onMessage and useMessages, in order, and renders data at most once per frame', async () => {
  const server = await serve()
  const toOnMessage: unknown[] = []
  const toUseMessage: unknown[] = []
  let renders = 0
  let listRenders = 0
  const latest = show(() => {
    const { data, readyState, onMessage } = useWebSocket(server.url)
    onMessage((message) => toOnMessage.push(message))
    return () => {
      renders++
      return `${readyState.value} ${String(data.value)}`
    }
  })
  let list: readonly unknown[] = []
  const count = show(() => {
    const { connection } = useWebSocket(server.url)
    useMessage(connection, (message) => toUseMessage.push(message))
    const messages = useMessages(connection, { limit: BURST })
    return () => {
      listRenders++
      list = messages.value
      return String(list.length)
    }
  })
  await eventually(() => expect(latest.text()).toBe('1 undefined'))

  const before = { renders, listRenders }
  const frames = countFrames()
  await sendBurst(server, SENT)
  await eventually(() => expect(toOnMessage).toHaveLength(BURST))
  await eventually(() => expect(latest.text()).toBe(`1 ${BURST - 1}`))
  await eventually(() => expect(count.text()).toBe(String(BURST)))

  expect(toOnMessage).toEqual(SENT)
  expect(toUseMessage).toEqual(SENT)
  expect(list).toEqual(SENT)
  // Two extra renders are possible: the first message renders at once, and a frame may have started before.
  expect(renders - before.renders).toBeLessThanOrEqual(frames.count + 2)
  expect(listRenders - before.listRenders).toBeLessThanOrEqual(frames.count + 2)
  expect(renders).toBeGreaterThan(before.renders + 1)
})
