import { expect, it } from 'vitest'
import { createRegistry } from 'websocket-store'
import { mountDevtools } from 'websocket-store/devtools'

it('does nothing on a server, where there is no document, and returns a function', () => {
  const registry = createRegistry()
  const unmount = mountDevtools({ registry, open: true })
  expect(unmount()).toBe(undefined)
  expect(unmount()).toBe(undefined)
  expect(mountDevtools()()).toBe(undefined)
})
