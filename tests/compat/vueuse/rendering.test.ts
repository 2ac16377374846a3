import { renderToString } from '@vue/server-renderer'
import { mount } from '@vue/test-utils'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createSSRApp, defineComponent, h, KeepAlive, nextTick, ref, watch } from 'vue'
import { getDefaultRegistry } from 'websocket-store'
import { useWebSocket, type UseWebSocketOptions } from 'websocket-store/compat/vueuse'
import { createFakeNetwork } from '../../support/fake-socket'
import { pause } from '../../support/wait-for'
import { eventually, inScope, serve } from '../../support/vue-peers'

const statusOf = (url: string, options: UseWebSocketOptions = {}) =>
  defineComponent(() => {
    const { status, send } = useWebSocket(url, options)
    send('hello')
    return () => h('p', status.value)
  })

describe('VU 8: equal messages in a row are separate messages', () => {
  it('calls a watcher of data for each of them', async () => {
    const server = await serve()
    const seen: unknown[] = []
    const { status } = inScope(() => {
      const socket = useWebSocket<string>(server.url)
      watch(socket.data, (value) => seen.push(value), { flush: 'sync' })
      return socket
    })
    await eventually(() => expect(status.value).toBe('OPEN'))
    for (let sent = 0; sent < 3; sent++) server.broadcast('tick')
    await eventually(() => expect(seen).toEqual(['tick', 'tick', 'tick']))
  })
})

describe('VU 11: setup never throws, server rendering never dials, hydration matches', () => {
  it('shows an exception of the constructor as CLOSED, and warns of it', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const page = mount(statusOf('ws://['))
    onTestFinished(() => page.unmount())
    expect(page.text()).toBe('CLOSED')
    await eventually(() => expect(String(warn.mock.calls[0])).toContain('invalid-url'))
  })

  it('neither dials nor keeps anything while rendering on a server that looks like a worker', async () => {
    const network = createFakeNetwork()
    vi.stubGlobal('WorkerGlobalScope', Object)
    vi.stubGlobal('WebSocket', network.WebSocket)
    vi.stubGlobal('document', undefined)
    vi.stubGlobal('window', undefined)
    const acquire = vi.spyOn(getDefaultRegistry(), 'acquire')
    const html = await renderToString(createSSRApp(statusOf('ws://host.test/rendered')))
    expect(html).toBe('<p>CLOSED</p>')
    expect(network.sockets).toEqual([])
    const connection = acquire.mock.results[0]!.value as { queuedMessages: unknown[] }
    expect(connection.queuedMessages).toEqual([])
  })

  it('dials in a worker outside of an application', () => {
    const network = createFakeNetwork()
    vi.stubGlobal('WorkerGlobalScope', Object)
    vi.stubGlobal('WebSocket', network.WebSocket)
    vi.stubGlobal('document', undefined)
    inScope(() => useWebSocket('ws://host.test/worker'))
    expect(network.sockets).toHaveLength(1)
  })

  it('does not dial where there is neither a page nor a worker, as in VueUse', () => {
    const network = createFakeNetwork()
    vi.stubGlobal('WebSocket', network.WebSocket)
    vi.stubGlobal('document', undefined)
    const { open } = inScope(() => useWebSocket('ws://host.test/script'))
    open()
    expect(network.sockets).toEqual([])
  })

  it('hydrates without warnings, and then connects', async () => {
    const warn = vi.spyOn(console, 'warn')
    const error = vi.spyOn(console, 'error')
    const server = await serve()
    const Status = statusOf(server.url)
    const root = document.createElement('div')
    root.innerHTML = await renderToString(createSSRApp(Status))
    const rendered = root.firstElementChild
    expect(server.requests).toHaveLength(0)

    const app = createSSRApp(Status)
    app.mount(root)
    onTestFinished(() => app.unmount())
    await eventually(() => expect(root.textContent).toBe('OPEN'))
    expect(root.firstElementChild).toBe(rendered)
    expect(warn).not.toHaveBeenCalled()
    expect(error).not.toHaveBeenCalled()
    await eventually(() => expect(server.messages).toEqual(['hello']))
  })
})

describe('VU 12: components hidden by KeepAlive', () => {
  async function mountKept(options: UseWebSocketOptions) {
    const server = await serve()
    const isShown = ref(true)
    const received: unknown[] = []
    let renders = 0
    const Ticker = defineComponent(() => {
      const { data, status } = useWebSocket<string>(server.url, { ...options, onMessage: (_, event) => received.push(event.data) })
      return () => {
        renders++
        return h('p', `${status.value} ${data.value}`)
      }
    })
    const page = mount(() => h(KeepAlive, null, () => (isShown.value ? h(Ticker) : h('i', 'elsewhere'))))
    onTestFinished(() => page.unmount())
    await eventually(() => expect(page.text()).toBe('OPEN null'))
    isShown.value = false
    await nextTick()
    const before = renders
    for (let sent = 1; sent <= 5; sent++) {
      server.broadcast(`hidden ${sent}`)
      await eventually(() => expect(received).toHaveLength(sent))
      await pause(5)
    }
    return { server, page, isShown, rendersWhileHidden: renders - before }
  }

  it('render for each message by default, as in VueUse', async () => {
    const { rendersWhileHidden } = await mountKept({})
    expect(rendersWhileHidden).toBe(5)
  })

  it("do not render with deactivated: 'pause', and catch up when they are shown again", async () => {
    const { rendersWhileHidden, page, isShown, server } = await mountKept({ deactivated: 'pause' })
    expect(rendersWhileHidden).toBe(0)
    server.closeAll()
    await eventually(() => expect(server.alive).toBe(0))
    await pause(20)
    isShown.value = true
    await eventually(() => expect(page.text()).toBe('CLOSED hidden 5'))
  })
})

it('leaves nothing in the registry after its scope ended', async () => {
  const server = await serve()
  const { scope, status } = inScope(() => useWebSocket(server.url))
  const unused = inScope(() => useWebSocket(server.url, { immediate: false }))
  await eventually(() => expect(status.value).toBe('OPEN'))
  expect([...getDefaultRegistry().entries()]).toHaveLength(2)
  scope.stop()
  unused.scope.stop()
  await eventually(() => expect([...getDefaultRegistry().entries()]).toEqual([]))
})
