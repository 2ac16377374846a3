import { expect } from 'vitest'
import { fault } from '../kit/fault'
import { scriptedServer } from '../kit/laboratory'
import { works } from '../kit/steps'
import { openOwnPage } from './own-page'

fault(32, 'keeps its socket in a tab that really is hidden', async () => {
  const server = await scriptedServer(works)
  const page = await openOwnPage({ isHidden: true })
  expect(await page.evaluate('document.visibilityState')).toBe('hidden')
  // Timers of a hidden tab fire once a second, which is later than both of these.
  await page.dial(server.url, { heartbeat: { intervalMs: 800, timeoutMs: 600 } })
  await server.until(([socket]) => (socket?.messages.length ?? 0) >= 5)
  expect((await page.events()).at(-1)).toBe('open')
  expect(await server.seen()).toHaveLength(1)
})
