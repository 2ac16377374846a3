import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, onTestFinished } from 'vitest'
import { createApp, defineComponent, h, KeepAlive, shallowRef, type Component } from 'vue'
import { useWebSocket } from 'websocket-store/react'
import { useWebSocket as composeWebSocket, type UseWebSocketOptions } from 'websocket-store/vue'
import { waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { misbehave, type ScriptedServer } from '../kit/laboratory'
import { works } from '../kit/steps'

const SWAPS = 10

function place(): HTMLElement {
  const element = document.body.appendChild(document.createElement('div'))
  onTestFinished(() => element.remove())
  return element
}

/** One line in all, and none once nobody wants it. */
async function expectOneLine(server: ScriptedServer, unmount: () => void): Promise<void> {
  const lines = await server.seen()
  expect(lines).toHaveLength(1)
  expect(lines[0]!.endedAt).toBeNull()
  unmount()
  await server.until(([line]) => line!.endedAt !== null)
  expect(await server.seen()).toHaveLength(1)
}

/** Another function each time: what an edit of the file puts in the place of a component. */
const reactRoute = (url: string, name: string) =>
  function Route() {
    const { phase } = useWebSocket(url)
    return <p>{`${name} ${phase}`}</p>
  }

fault(37, 'opens one socket for React in StrictMode, over routes and edits of the component', async () => {
  const server = await misbehave(works)
  const element = place()
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
  await expectOneLine(server, () => root.unmount())
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
  fault(37, `opens one socket for Vue, over routes in KeepAlive that ${deactivated} what is hidden`, async () => {
    const server = await misbehave(works)
    const element = place()
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
    await expectOneLine(server, unmount)
  })

fault(37, 'opens one socket for React and Vue on the same page, whoever goes first', async () => {
  const server = await misbehave(works)
  const [reactElement, vueElement] = [place(), place()]
  const root = createRoot(reactElement)
  const Route = reactRoute(server.url, 'react')
  root.render(<Route />)
  const { show, unmount } = mountRoutes(vueElement)
  show(vueRoute(server.url, 'vue'))
  await waitFor(() => reactElement.textContent === 'react open' && vueElement.textContent === 'vue open')
  root.unmount()
  await waitFor(() => reactElement.textContent === '')
  await expectOneLine(server, unmount)
})
