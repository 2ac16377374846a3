import { act, cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import { getDefaultRegistry, type ConnectionUrl, type RawIncoming, type WireData } from 'websocket-store'
import { useWebSocket, type UseWebSocketOptions } from 'websocket-store/react'
import { typed } from './typed'
import { pause } from './wait-for'

export { serve } from './per-test'

// Real servers on a machine that may be busy with other things.
configure({ asyncUtilTimeout: 10_000 })

// No test finds the connections of the one before.
afterEach(() => {
  cleanup()
  getDefaultRegistry().dispose()
})

/** A component that shows everything: each field is read in each render. */
export function useShown<In = RawIncoming, Out = WireData, Selected = In>(
  url: ConnectionUrl | null,
  options?: UseWebSocketOptions<In, Out, Selected>,
) {
  return { ...useWebSocket(url, typed<In, Out, UseWebSocketOptions<In, Out, Selected>>(options)) }
}

/** Time for what must not happen. */
export const settle = (ms = 50): Promise<void> => act(() => pause(ms))
