import { expect, it, vi } from 'vitest'
import useWebSocket from 'react-use-websocket'
import { usePrices } from './hooks'

vi.mock('react-use-websocket', async (importOriginal) => ({
  ...(await importOriginal<typeof import('react-use-websocket')>()),
  default: vi.fn(),
}))
vi.mock('./hooks')

it('opens no socket', () => {
  expect(vi.mocked(useWebSocket)).not.toHaveBeenCalled()
  expect(usePrices).toBeDefined()
})
