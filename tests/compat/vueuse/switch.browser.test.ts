import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { launch } from '../../demo/demo-browser'
import { servePage, type ServedPage } from '../../soak/chromium/serve-page'
import { serve } from '../../support/per-test'
import { waitFor } from '../../support/wait-for'

let browser: Browser
let served: ServedPage

beforeAll(async () => {
  ;[browser, served] = await Promise.all([launch(), servePage('../../compat/vueuse/switch-page.ts')])
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

it.each(['vueuse', 'drop-in'])('an application on %s survives a server that is killed and restarted', async (from) => {
  const server = await serve()
  const page = await browser.newPage()
  onTestFinished(() => page.close())
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  await page.goto(`${served.url}?${new URLSearchParams({ from, server: server.url })}`)
  const shows = (tag: string, expected: string) => expect.poll(() => page.locator(tag).textContent(), { timeout: 15_000 }).toBe(expected)

  await shows('output', 'OPEN')
  await shows('p', 'connected 1,hello')
  await shows('i', `${server.url}/`)
  await waitFor(() => server.messages.includes('ping'))
  await server.down()
  await shows('p', 'connected 1,hello,disconnected 1006')
  await server.up()
  await shows('output', 'OPEN')
  // The same text again is no change of VueUse's `data`.
  await shows('p', `connected 1,hello,disconnected 1006,connected 1${from === 'vueuse' ? '' : ',hello'}`)
  await page.evaluate('unmount()')
  await waitFor(() => server.alive === 0)
  expect(server.closes.at(-1)).toEqual({ code: 1000, reason: '' })
  expect(problems).toEqual([])
})
