import { expect, inject } from 'vitest'
import { fault } from '../kit/fault'
import { misbehave } from '../kit/laboratory'
import { works } from '../kit/steps'
import { openOwnPage } from './own-page'

fault(33, 'ends the socket of a page that the user really leaves', async () => {
  const server = await misbehave(works)
  const page = await openOwnPage()
  await page.dial(server.url)
  await page.untilTold('open')
  await page.goto(`${inject('pages').plain}/elsewhere`)
  await server.until(([line]) => line!.endedAt !== null)
  expect(await server.seen()).toHaveLength(1)
})

fault(
  33,
  'lets a page that had a socket be kept, and dials again when the user really comes back',
  async () => {
    const server = await misbehave(works)
    const page = await openOwnPage()
    await page.dial(server.url)
    await page.untilTold('open')
    await page.goto(`${inject('pages').plain}/elsewhere`)
    await server.until(([line]) => line!.endedAt !== null)
    await page.evaluate('void history.back()')
    await server.until((lines) => lines.length === 2)
    const told = await page.untilTold('open')
    const shownAgain = told.indexOf('pageshow persisted')
    expect(told.slice(0, shownAgain)).toEqual(expect.arrayContaining(['pagehide persisted', 'suspended']))
    expect(await server.seen()).toHaveLength(2)
  },
  { except: { firefox: 'it keeps no page that had a socket open, whatever becomes of it' } },
)
