import { act, render } from '@testing-library/react'
import { StrictMode, type ReactNode } from 'react'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createRegistry, json } from 'websocket-store'
import { RegistryProvider, useWebSocket, type UseWebSocketOptions, type UseWebSocketResult } from 'websocket-store/react'
import { createFakeNetwork } from '../support/fake-socket'

type Shown = UseWebSocketResult<unknown, unknown, unknown>
type Options = UseWebSocketOptions<unknown, unknown, unknown>

const warn = vi.fn<(text: string) => void>()
beforeEach(() => {
  warn.mockReset()
  vi.spyOn(console, 'warn').mockImplementation(warn)
})

/** Mounts the components and delivers one message that they cannot decode. */
async function failToDecode(components: readonly { show: (shown: Shown) => ReactNode; options?: Options }[]) {
  const network = createFakeNetwork()
  const registry = createRegistry({ defaults: { WebSocket: network.WebSocket } })
  onTestFinished(() => registry.dispose())
  function Component({ show, options }: (typeof components)[number]) {
    return <>{show(useWebSocket('wss://host.test/', { codec: json(), ...options }))}</>
  }
  render(
    <StrictMode>
      <RegistryProvider registry={registry}>{components.map((each, i) => <Component key={i} {...each} />)}</RegistryProvider>
    </StrictMode>,
  )
  await act(async () => {
    network.latest.open()
    network.latest.message('not JSON')
  })
}

const showData = ({ data, readyState }: Shown) => `${String(data)} ${readyState}`
const showError = ({ error }: Shown) => error?.code ?? 'fine'

it('warns once about a failure that no component handles, and says how to fix it', async () => {
  await failToDecode([{ show: showData }, { show: showData, options: { onMessage: () => {} } }])
  expect(warn).toHaveBeenCalledTimes(1)
  expect(warn.mock.calls[0]![0]).toMatch(/decode-failed.*codec option/)
})

it('does not warn about a failure when one component has onError', async () => {
  const onError = vi.fn()
  await failToDecode([{ show: showData }, { show: showData, options: { onError } }])
  expect(onError).toHaveBeenCalledOnce()
  expect(warn).not.toHaveBeenCalled()
})

it('does not warn about a failure when one component reads `error`', async () => {
  await failToDecode([{ show: showData }, { show: showError }])
  expect(warn).not.toHaveBeenCalled()
})
