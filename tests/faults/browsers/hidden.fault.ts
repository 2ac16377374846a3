import { expect } from 'vitest'
import { fault } from '../kit/fault'
import { misbehave } from '../kit/laboratory'
import { works } from '../kit/steps'
import { openOwnPage } from './own-page'

fault(32, 'keeps its socket in a tab that really is behind another', async () => {
  const server = await misbehave(works)
  const page = await openOwnPage({ isHidden: true })
  expect(await page.evaluate('document.visibilityState')).toBe('hidden')
  // Timers of a hidden tab end once a second: later than either of these.
  await page.dial(server.url, { heartbeat: { intervalMs: 800, timeoutMs: 600 } })
  await server.until(([line]) => (line?.messages.length ?? 0) >= 5)
  expect((await page.told()).at(-1)).toBe('open')
  expect(await server.seen()).toHaveLength(1)
})
