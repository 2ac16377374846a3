import { expect, inject } from 'vitest'
import { fault } from '../kit/fault'
import { scriptedServer } from '../kit/laboratory'
import { works } from '../kit/steps'
import { openOwnPage } from './own-page'

fault(33, 'closes the socket when the user really leaves the page', async () => {
  const server = await scriptedServer(works)
  const page = await openOwnPage()
  await page.dial(server.url)
  await page.untilEvent('open')
  await page.goto(`${inject('pages').plain}/elsewhere`)
  await server.until(([socket]) => socket!.endedAt !== null)
  expect(await server.seen()).toHaveLength(1)
})

fault(
  33,
  'does not prevent bfcache for a page that had a socket, and redials when the user really returns',
  async () => {
    const server = await scriptedServer(works)
    const page = await openOwnPage()
    await page.dial(server.url)
    await page.untilEvent('open')
    await page.goto(`${inject('pages').plain}/elsewhere`)
    await server.until(([socket]) => socket!.endedAt !== null)
    await page.evaluate('void history.back()')
    await server.until((sockets) => sockets.length === 2)
    const events = await page.untilEvent('open')
    const shownAgain = events.indexOf('pageshow persisted')
    expect(events.slice(0, shownAgain)).toEqual(expect.arrayContaining(['pagehide persisted', 'suspended']))
    expect(await server.seen()).toHaveLength(2)
  },
  { except: { firefox: 'it does not keep a page that had an open socket' } },
)
