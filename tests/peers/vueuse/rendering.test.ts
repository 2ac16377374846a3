import { renderToString } from '@vue/server-renderer'
import { mount } from '@vue/test-utils'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createSSRApp, defineComponent, h } from 'vue'
import type { WebSocketConstructor } from 'websocket-store'
import { useWebSocket, type UseWebSocketOptions } from 'websocket-store/vue'
import { eventually, serve } from '../../support/vue-peers'

const dialled = vi.fn<(url: string) => void>()
function ThrowingWebSocket(url: string) {
  dialled(url)
  throw new SyntaxError('rejected by the engine')
}
const WebSocket = ThrowingWebSocket as unknown as WebSocketConstructor

const statusOf = (url: string, options: UseWebSocketOptions = {}) =>
  defineComponent(() => {
    const { readyState, phase } = useWebSocket(url, options)
    return () => h('p', `${readyState.value} ${phase.value}`)
  })

// In VueUse, an exception of the WebSocket constructor is thrown in setup. A server with WorkerGlobalScope dials while it
// renders. The server renders another status than the first render in the browser.
describe('VU 11: setup never throws, server rendering never dials, hydration matches', () => {
  it('shows an exception of the constructor as state', async () => {
    const page = mount(statusOf('ws://host.test/refused', { WebSocket }))
    onTestFinished(() => page.unmount())
    await eventually(() => expect(page.text()).toBe('3 closed'))
    expect(dialled).toHaveBeenCalledTimes(1)
  })

  it('does not dial while rendering on a server that looks like a worker', async () => {
    dialled.mockClear()
    class WorkerGlobalScope {}
    vi.stubGlobal('WorkerGlobalScope', WorkerGlobalScope)
    vi.stubGlobal('WebSocket', WebSocket)
    vi.stubGlobal('document', undefined)
    vi.stubGlobal('window', undefined)
    const html = await renderToString(createSSRApp(statusOf('ws://host.test/rendered')))
    expect(html).toBe('<p>0 resolving</p>')
    expect(dialled).not.toHaveBeenCalled()
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
    await eventually(() => expect(root.textContent).toBe('1 open'))
    expect(root.firstElementChild).toBe(rendered)
    expect(warn).not.toHaveBeenCalled()
    expect(error).not.toHaveBeenCalled()
    expect(server.opened).toBe(1)
  })

  it('hydrates without warnings when another component has already connected', async () => {
    const warn = vi.spyOn(console, 'warn')
    const error = vi.spyOn(console, 'error')
    const server = await serve()
    const first = mount(statusOf(server.url))
    onTestFinished(() => first.unmount())
    await eventually(() => expect(first.text()).toBe('1 open'))
    const Status = statusOf(server.url)
    const root = document.createElement('div')
    root.innerHTML = '<p>0 resolving</p>'
    const app = createSSRApp(Status)
    app.mount(root)
    onTestFinished(() => app.unmount())
    await eventually(() => expect(root.textContent).toBe('1 open'))
    expect(warn).not.toHaveBeenCalled()
    expect(error).not.toHaveBeenCalled()
  })
})
