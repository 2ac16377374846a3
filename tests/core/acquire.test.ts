import { expect, it, vi } from 'vitest'
import { acquire } from '../../src/core/acquire'
import type { ReconnectOptions } from '../../src/core/option-types'
import { createRegistry } from '../../src/core/registry'

it('asks whoever is mounted, though that one uses another copy of the package', async () => {
  const wish = (answer: boolean) => ({ url: 'wss://host.test/', options: { reconnect: { shouldReconnect: () => answer } } })
  const connection = acquire(createRegistry(), () => wish(false))
  vi.resetModules()
  const copy = await import('../../src/core/acquire')
  expect(copy.acquire).not.toBe(acquire)
  copy.hold(connection, () => wish(true))
  const { shouldReconnect } = connection.options.reconnect as ReconnectOptions
  expect(shouldReconnect!({ code: 1006, reason: '', wasClean: false }, 0)).toBe(true)
})
