import { expect, it, onTestFinished } from 'vitest'
import { CHECKS } from './contract'
import type { StartedServer } from './kit/server'
import { nodeProgram, startServer } from './kit/started'
import { ITEM_NAMES, type Item } from './spec'

/** A server that works except for one item of the contract. */
async function brokenIn(name: Item, shared: StartedServer): Promise<StartedServer> {
  const url = `${shared.url}${encodeURIComponent(name)}`
  const nothing = async () => {}
  // This server is never restarted or suspended.
  if (name !== 'kill -9') return { ...shared, url, kill: nothing, restart: nothing, freeze: () => {}, thaw: () => {} }
  const own = await startServer(nodeProgram('broken.ts'))
  onTestFinished(() => own.stop())
  return { ...own, restart: nothing }
}

it('the check of each item fails for a server with that fault', async () => {
  const shared = await startServer(nodeProgram('broken.ts'))
  onTestFinished(() => shared.stop())
  const found = await Promise.all(
    ITEM_NAMES.map(async (name) => {
      const started = await brokenIn(name, shared)
      try {
        await CHECKS[name]({ server: { id: 'ws', title: 'a broken server', start: async () => started }, started })
        return { name, problem: null }
      } catch (error) {
        return { name, problem: String(error) }
      }
    }),
  )
  expect(found.filter(({ problem }) => problem === null)).toEqual([])
  // Each check fails for the intended reason.
  expect(Object.fromEntries(found.map(({ name, problem }) => [name, problem]))).toMatchObject({
    connect: expect.stringContaining('connect-failed'),
    compression: expect.stringContaining('permessage-deflate'),
    subprotocol: expect.stringContaining('to deeply equal'),
    'close 1000': expect.stringContaining('to deeply equal'),
    'close 1008': expect.stringContaining('waiting for closed'),
    'kill -9': expect.stringContaining('opened 1 times, not 2'),
    heartbeat: expect.stringContaining('its pings are not answered'),
    silence: expect.stringContaining('closes.length'),
  })
}, 60_000)
