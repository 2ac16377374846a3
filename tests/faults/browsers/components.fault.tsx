import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, onTestFinished } from 'vitest'
import { createApp, defineComponent, h, KeepAlive, shallowRef, type Component } from 'vue'
import { useWebSocket } from 'websocket-store/react'
import { useWebSocket as composeWebSocket, type UseWebSocketOptions } from 'websocket-store/vue'
import { waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer, type ScriptedServer } from '../kit/laboratory'
import { works } from '../kit/steps'

const SWAPS = 10

function appendElement(): HTMLElement {
  const element = document.body.appendChild(document.createElement('div'))
  onTestFinished(() => element.remove())
  return element
}

/** Expects one socket in total, which closes after the unmount. */
async function expectOneSocket(server: ScriptedServer, unmount: () => void): Promise<void> {
  const sockets = await server.seen()
  expect(sockets).toHaveLength(1)
  expect(sockets[0]!.endedAt).toBeNull()
  unmount()
  await server.until(([socket]) => socket!.endedAt !== null)
  expect(await server.seen()).toHaveLength(1)
}

/** Returns a new component function each time, as after an edit of the file. */
const reactRoute = (url: string, name: string) =>
  function Route() {
    const { phase } = useWebSocket(url)
    return <p>{`${name} ${phase}`}</p>
  }

fault(37, 'opens one socket for React in StrictMode, across route changes and edits of the component', async () => {
  const server = await scriptedServer(works)
  const element = appendElement()
  const root = createRoot(element)
  for (let swap = 0; swap < SWAPS; swap++) {
    const Route = reactRoute(server.url, `route ${swap}`)
    root.render(
      <StrictMode>
        <Route />
      </StrictMode>,
    )
    await waitFor(() => element.textContent === `route ${swap} open`)
  }
  await expectOneSocket(server, () => root.unmount())
})

const vueRoute = (url: string, name: string, options: UseWebSocketOptions = {}) =>
  defineComponent({
    name,
    setup() {
      const { phase } = composeWebSocket(url, options)
      return () => h('p', `${name} ${phase.value}`)
    },
  })

function mountRoutes(element: HTMLElement) {
  const route = shallowRef<Component>()
  const app = createApp(() => h(KeepAlive, () => (route.value ? h(route.value) : undefined)))
  app.mount(element)
  return { show: (next?: Component) => (route.value = next), unmount: () => app.unmount() }
}

for (const deactivated of ['keep', 'pause', 'release'] as const)
  fault(37, `opens one socket for Vue, across route changes in KeepAlive with deactivated: '${deactivated}'`, async () => {
    const server = await scriptedServer(works)
    const element = appendElement()
    const { show, unmount } = mountRoutes(element)
    const kept = vueRoute(server.url, 'kept', { deactivated })
    for (let swap = 0; swap < SWAPS; swap++) {
      show(vueRoute(server.url, `route ${swap}`, { deactivated }))
      await waitFor(() => element.textContent === `route ${swap} open`)
      show(undefined)
      await waitFor(() => element.textContent === '')
      show(kept)
      await waitFor(() => element.textContent === 'kept open')
    }
    await expectOneSocket(server, unmount)
  })

fault(37, 'opens one socket for React and Vue on the same page, and keeps it when React unmounts first', async () => {
  const server = await scriptedServer(works)
  const [reactElement, vueElement] = [appendElement(), appendElement()]
  const root = createRoot(reactElement)
  const Route = reactRoute(server.url, 'react')
  root.render(<Route />)
  const { show, unmount } = mountRoutes(vueElement)
  show(vueRoute(server.url, 'vue'))
  await waitFor(() => reactElement.textContent === 'react open' && vueElement.textContent === 'vue open')
  root.unmount()
  await waitFor(() => reactElement.textContent === '')
  await expectOneSocket(server, unmount)
})
