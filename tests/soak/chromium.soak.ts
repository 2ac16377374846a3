import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium, type Chromium } from './chromium/cdp'
import { settlePage, type PageRemains } from './chromium/remains'
import { servePage, type ServedPage } from './chromium/serve-page'
import { SOAK_SECONDS } from './support/duration'
import { expectFlat } from './support/flatness'
import { startServerProcess, type ServerProcess } from './support/server-process'

const OUTAGE_EVERY = 5

let chromium: Chromium
let page: ServedPage
let server: ServerProcess
const rounds: PageRemains[] = []
/** The number of sockets of both applications together, after each restart of the server. */
const socketsAfterOutage: number[] = []

/** Mounts applications in React and Vue repeatedly. Each one opens, is flooded, loses its socket, changes its url, hides and unmounts. */
beforeAll(async () => {
  ;[chromium, page, server] = await Promise.all([launchChromium(), servePage('churn.ts'), startServerProcess()])
  const tab = await chromium.open(page.url)
  await tab.send('Performance.enable')
  const url = JSON.stringify(server.url)
  const end = performance.now() + SOAK_SECONDS * 1000
  for (let round = 0; performance.now() < end; round++) {
    await tab.evaluate(`soak.round(${url})`)
    if (round % OUTAGE_EVERY === 1) {
      await tab.evaluate(`soak.hold(${url})`)
      await server.kill()
      await tab.evaluate('soak.untilHeldLost()')
      await server.restart()
      await tab.evaluate('soak.untilHeldOpen()')
      socketsAfterOutage.push((await server.report()).alive)
      await tab.evaluate('soak.release()')
    }
    rounds.push(await settlePage(tab, server))
  }
  console.log(`${rounds.length} rounds in Chromium: ${await tab.evaluate<number>('soak.made()')} connections`)
}, 120_000 + 2000 * SOAK_SECONDS)
afterAll(async () => {
  await Promise.all([chromium?.close(), page?.close(), server?.kill()])
})

it('the page has no connection, socket or timer left after each round of churn', () => {
  for (const [round, { connections, sockets, socketObjects, timers }] of rounds.entries())
    expect({ connections, sockets, socketObjects, timers }, `after round ${round}`).toEqual({
      connections: 0,
      sockets: 0,
      socketObjects: 0,
      timers: 0,
    })
})

it('the page has no more listeners and nodes after any round than after the first', () => {
  for (const [round, { listeners, nodes }] of rounds.entries()) {
    expect(listeners, `listeners after round ${round}`).toBeLessThanOrEqual(rounds[0]!.listeners)
    expect(nodes, `nodes after round ${round}`).toBeLessThanOrEqual(rounds[0]!.nodes)
  }
})

it('the components of both frameworks share one socket after each outage', () => {
  expect(socketsAfterOutage.length).toBeGreaterThan(0)
  expect(new Set(socketsAfterOutage)).toEqual(new Set([1]))
})

it('the heap of Chromium stays flat', () => {
  expect(rounds.length).toBeGreaterThan(5)
  expectFlat('heap of Chromium', rounds.map((round) => round.heapUsed))
})
