import { render } from '@testing-library/react'
import { StrictMode, type ReactNode } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import { json } from 'websocket-store'
import { RegistryProvider, useWebSocket, type UseWebSocketOptions, type UseWebSocketResult } from 'websocket-store/react'
import { startLine } from './support/line'

type Shown = UseWebSocketResult<unknown, unknown, unknown>
type Options = UseWebSocketOptions<unknown, unknown, unknown>

const warn = vi.fn<(text: string) => void>()
beforeEach(() => {
  warn.mockReset()
  vi.spyOn(console, 'warn').mockImplementation(warn)
})

/** Mounts the components and delivers one message that they cannot decode. */
async function failToDecode(components: readonly { show: (shown: Shown) => ReactNode; options?: Options }[]) {
  const line = startLine()
  function Component({ show, options }: (typeof components)[number]) {
    return <>{show(useWebSocket(line.url, { codec: json(), ...options }))}</>
  }
  render(
    <StrictMode>
      <RegistryProvider registry={line.registry}>{components.map((each, i) => <Component key={i} {...each} />)}</RegistryProvider>
    </StrictMode>,
  )
  await line.open()
  await line.say('not JSON')
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
