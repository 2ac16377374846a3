import { expect } from 'vitest'
import type { UnderContract } from './contract'
import { visitBeside } from './visit'

/** Checks the page `/tabs` of an application: rendered on the server without a socket, then one socket for three tabs. */
export async function sharesOneSocket({ open, server }: UnderContract): Promise<void> {
  const first = await open()
  await first.shows('open')
  const url = new URL('/tabs', first.page.url()).href
  await first.page.goto('about:blank')
  await expect.poll(() => server().alive, { timeout: 10_000 }).toBe(0)

  const before = server().requests.length
  expect(await (await fetch(url)).text()).toContain('connecting')
  expect(server().requests.length).toBe(before)

  await first.page.goto(url)
  const tabs = [first, await visitBeside(first, url), await visitBeside(first, url)]
  for (const { page } of tabs) await page.getByText('open', { exact: true }).waitFor()
  await tabs[1]!.page.getByRole('button', { name: 'Say hello' }).click()
  for (const { latest } of tabs) await latest.getByText('HELLO').waitFor()
  expect(server().requests.length - before).toBe(1)
  expect(tabs.flatMap(({ problems }) => problems)).toEqual([])
}
