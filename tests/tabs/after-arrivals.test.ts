import { expect, it } from 'vitest'
import { afterArrivals } from '../../src/tabs/worker/after-arrivals'

it('calls back once, in a later task', async () => {
  let calls = 0
  afterArrivals(() => void calls++)
  await Promise.resolve()
  expect(calls).toBe(0)
  await new Promise<void>((resolve) => afterArrivals(resolve))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(calls).toBe(1)
})
