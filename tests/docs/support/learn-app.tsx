import { StrictMode, type ComponentType } from 'react'
import { createRoot } from 'react-dom/client'
import { onTestFinished } from 'vitest'
import { createApp, type Component } from 'vue'
import { createRegistry } from 'websocket-store'
import { RegistryProvider } from 'websocket-store/react'
import { createWebSocketStore } from 'websocket-store/vue'
import { WebSocket } from 'ws'
import { waitFor } from '../../support/wait-for'
import { runBlock } from './run-block'

export type Framework = 'React' | 'Vue'

/** What a person sees and does in an application of the tutorial. */
export interface LearnApp {
  status(): string
  items(): string[]
  alert(): string | undefined
  text(): string
  click(button: string): Promise<void>
  /** Types into the fields with these labels and submits their form. */
  submit(fields: Readonly<Record<string, string>>): Promise<void>
  leave(): void
}

const anyNode = <T extends Element>(container: Element, selector: string, matches: (node: T) => boolean = () => true) =>
  [...container.querySelectorAll<T>(selector)].find(matches)

function drive(container: Element, leave: () => void): LearnApp {
  const textsOf = (selector: string) => [...container.querySelectorAll(selector)].map(({ textContent }) => textContent.trim())
  return {
    status: () => textsOf('[role=status]')[0] ?? '',
    items: () => textsOf('li'),
    alert: () => textsOf('[role=alert]')[0],
    text: () => container.textContent,
    leave,
    async click(button) {
      const found = await waitFor(() => anyNode<HTMLButtonElement>(container, 'button', ({ textContent }) => textContent === button))
      found.click()
    },
    async submit(fields) {
      let form: HTMLFormElement | null = null
      for (const [label, value] of Object.entries(fields)) {
        const input = await waitFor(() => anyNode<HTMLInputElement>(container, `input[aria-label="${label}"]`))
        input.value = value
        input.dispatchEvent(new Event('input', { bubbles: true }))
        form = input.form
      }
      form!.requestSubmit()
      // Both versions clear the field when the message was taken.
      await waitFor(() => !form!.isConnected || anyNode<HTMLInputElement>(form!, 'input')!.value === '')
    },
  }
}

/**
 * Shows the application of a page of the tutorial. Its url leads to the test's server.
 *
 * @param changes Replaces options of its connection.
 */
export async function showApp(framework: Framework, page: string, url: string, changes: object = {}): Promise<LearnApp> {
  class TestSocket extends WebSocket {
    constructor(_url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
    }
  }
  // With the default delays each outage would take seconds.
  const registry = createRegistry({ defaults: { WebSocket: TestSocket, reconnect: { maxDelayMs: 600 } } })
  // Assigned, not copied: options of Vue may have getters.
  const changed =
    <Result,>(use: (url: never, options: object) => Result) =>
    (url: never, options: object) =>
      use(url, Object.assign(options, changes))
  const modules = {
    'websocket-store/react': async () => {
      const react = await import('websocket-store/react')
      return { ...react, useWebSocket: changed(react.useWebSocket as never) }
    },
    'websocket-store/vue': async () => {
      const vue = await import('websocket-store/vue')
      return { ...vue, useWebSocket: changed(vue.useWebSocket as never) }
    },
  }
  const language = framework === 'React' ? 'tsx' : 'vue'
  const { default: App } = await runBlock<{ default: unknown }>(page, 'useWebSocket(', url, { language, modules })
  const container = document.body.appendChild(document.createElement('div'))
  let leave: () => void
  if (framework === 'React') {
    const Root = App as ComponentType
    const reactRoot = createRoot(container)
    reactRoot.render(
      <StrictMode>
        <RegistryProvider registry={registry}>
          <Root />
        </RegistryProvider>
      </StrictMode>,
    )
    leave = () => reactRoot.unmount()
  } else {
    const app = createApp(App as Component).use(createWebSocketStore({ registry }))
    app.mount(container)
    leave = () => app.unmount()
  }
  onTestFinished(() => {
    leave()
    registry.dispose()
    container.remove()
  })
  return drive(container, leave)
}
