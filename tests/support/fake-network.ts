import { afterEach, beforeEach, vi } from 'vitest'
import { createFakeNetwork, type FakeNetwork } from './fake-socket'

/** A new network behind the global `WebSocket` for each test of the file, under fake timers. */
export function fakeNetworkForEachTest(): () => FakeNetwork {
  let network: FakeNetwork
  beforeEach(() => {
    vi.useFakeTimers()
    network = createFakeNetwork()
    vi.stubGlobal('WebSocket', network.WebSocket)
  })
  afterEach(() => void vi.useRealTimers())
  return () => network
}
