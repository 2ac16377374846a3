import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { servePage, type ServedPage } from '../../soak/chromium/serve-page'
import { launch } from '../../demo/demo-browser'
import { expectedIn, type Peer, type PeerOptions, type WorldName } from './behaviour'
import { behaviours } from './behaviours/all'
import { createWsPeers } from './worlds/ws-world'

const peers = createWsPeers()
const started = new Map<string, Peer>()
let browser: Browser
let served: ServedPage
let page: Page

const startPeer = async (options?: PeerOptions): Promise<string> => {
  const peer = await peers.start(options)
  started.set(peer.url, peer)
  return peer.url
}
const callPeer = (url: string, method: Exclude<keyof Peer, 'url'>, args: unknown[]): Promise<unknown> =>
  (started.get(url)![method] as (...all: unknown[]) => Promise<unknown>)(...args)

beforeAll(async () => {
  ;[browser, served] = await Promise.all([launch(), servePage('../../testing/server/contract-page.ts')])
  page = await browser.newPage()
  await page.exposeFunction('startPeer', startPeer)
  await page.exposeFunction('callPeer', callPeer)
  await page.goto(served.url)
})
afterEach(() => peers.stop())
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const names: WorldName[] = ['Chromium', 'test server']

describe.each(names)('a socket of %s, in Chromium', (name) => {
  describe.each(Object.entries(behaviours))('%s', (topic, list) => {
    it.each(list.map((behaviour, index) => ({ ...behaviour, index })))('$title', async ({ index, ...behaviour }) => {
      const run = ([world, where, which]: readonly [WorldName, string, number]) => globalThis.runBehaviour(world, where, which)
      expect(await page.evaluate(run, [name, topic, index] as const)).toEqual(expectedIn(name, behaviour))
    })
  })
})
