import { act, cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import { getDefaultRegistry, type ConnectionUrl, type RawIncoming, type WireData } from 'websocket-store'
import { useWebSocket, type UseWebSocketOptions } from 'websocket-store/react'
import { typed } from './typed'
import { pause } from './wait-for'

export { serve } from './per-test'

// The servers are real, and the machine may be busy.
configure({ asyncUtilTimeout: 10_000 })

// Dispose the shared connections, so that no test reuses those of another.
afterEach(() => {
  cleanup()
  getDefaultRegistry().dispose()
})

/** Reads every field in each render, so the component renders on every change. */
export function useShown<In = RawIncoming, Out = WireData, Selected = In>(
  url: ConnectionUrl | null,
  options?: UseWebSocketOptions<In, Out, Selected>,
) {
  return { ...useWebSocket(url, typed<In, Out, UseWebSocketOptions<In, Out, Selected>>(options)) }
}

/** Waits while something must not happen. */
export const settle = (ms = 50): Promise<void> => act(() => pause(ms))
