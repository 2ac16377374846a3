import { describe, expect, it, vi } from 'vitest'
import { hasBroadcast, openBroadcast } from '../../../src/core/platform/broadcast'

describe('broadcast channels', () => {
  it('deliver to other channels of the name until they are closed', async () => {
    expect(hasBroadcast()).toBe(true)
    const received: unknown[] = []
    const a = openBroadcast('feed', (message) => received.push(message))
    const b = openBroadcast('feed', (message) => received.push(message))
    const other = openBroadcast('other', (message) => received.push(message))
    a.post({ text: 'hello' })
    await vi.waitFor(() => expect(received).toEqual([{ text: 'hello' }]))
    a.close()
    a.post('lost')
    b.post('lost')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(received).toHaveLength(1)
    b.close()
    other.close()
  })
})
