import { expect } from 'vitest'
import { measure } from '../../../bench/herd/measure'
import { ours } from '../../../bench/herd/policies'
import { unlimited, GOAL, OUTAGE_MS } from '../../../bench/herd/scenarios'
import { fault } from '../kit/fault'

fault(34, 'spreads the reconnects over time', async () => {
  const { peak, isEveryClientReconnected } = measure({ clients: 10_000, outageMs: OUTAGE_MS, policy: ours, server: unlimited })
  expect(peak).toBeLessThanOrEqual(GOAL)
  expect(isEveryClientReconnected).toBe(true)
})
