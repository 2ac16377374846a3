import { expect } from 'vitest'
import { fault } from '../kit/fault'
import { scriptedServer } from '../kit/laboratory'
import { works } from '../kit/steps'
import { openOwnPage } from './own-page'

fault(27, 'fails permanently for a ws: url on a real https page, before it constructs a socket', async () => {
  const page = await openOwnPage({ isSecure: true })
  expect(await page.evaluate('location.protocol')).toBe('https:')
  await page.evaluate(`void (window.WebSocket = function () { window.events.push('constructed') })`)
  await page.dial('ws://example.invalid/feed')
  const events = await page.untilEvent('closed insecure-url')
  expect(events).not.toContain('constructed')
})

fault(
  27,
  'dials a ws: url of the local machine from an https page',
  async () => {
    const server = await scriptedServer(works)
    const page = await openOwnPage({ isSecure: true })
    await page.dial(server.url)
    await page.untilEvent('open')
  },
  { except: { webkit: 'it blocks all ws: urls on https pages' } },
)
