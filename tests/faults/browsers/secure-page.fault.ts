import { expect } from 'vitest'
import { fault } from '../kit/fault'
import { misbehave } from '../kit/laboratory'
import { works } from '../kit/steps'
import { openOwnPage } from './own-page'

fault(27, 'is closed for good by a ws: url on a real https page, before anything is constructed', async () => {
  const page = await openOwnPage({ isSecure: true })
  expect(await page.evaluate('location.protocol')).toBe('https:')
  await page.evaluate(`void (window.WebSocket = function () { window.told.push('constructed') })`)
  await page.dial('ws://example.invalid/feed')
  const told = await page.untilTold('closed insecure-url')
  expect(told).not.toContain('constructed')
})

fault(
  27,
  'dials a ws: url of the own machine from there',
  async () => {
    const server = await misbehave(works)
    const page = await openOwnPage({ isSecure: true })
    await page.dial(server.url)
    await page.untilTold('open')
  },
  { except: { webkit: 'it lets no https page dial ws: at all' } },
)
