import { expect, it } from 'vitest'
import { PANES } from './demo-browser'
import { useDemoBrowser } from './use-demo-browser'

const { open } = useDemoBrowser()

it.each([10_000, 100_000])('stays responsive during a flood of %i messages and counts each of them', async (count) => {
  const page = await open('chat')
  await page.isPhase('open')
  // The replies to the first history requests, one for each pane.
  await expect.poll(() => page.received('vue')).toBeGreaterThanOrEqual(2)
  await page.page.waitForTimeout(300)
  const before = { react: await page.received('react'), vue: await page.received('vue') }
  const rendersBefore = { react: await page.renders('react'), vue: await page.renders('vue') }

  const typing = page.page.getByLabel('Type while it floods')
  await page.fault(`Flood ${count.toLocaleString('en')}`)
  await typing.pressSequentially('still')
  const atTyping = await page.received('react')
  expect(await typing.inputValue()).toBe('still')

  for (const name of PANES)
    await expect.poll(() => page.received(name), { timeout: 45_000 }).toBe(before[name] + count)
  // The typing ended before the flood ended.
  if (count === 100_000) expect(atTyping).toBeLessThan(before.react + count)
  for (const name of PANES) {
    const renders = (await page.renders(name)) - rendersBefore[name]
    expect(renders).toBeGreaterThan(0)
    expect(renders).toBeLessThan(count / 20)
    expect(await page.pane(name).locator('.scroll li').last().innerText()).toContain(`note ${count}`)
  }
}, 90_000)

it('continues to draw while thousands of prices a second arrive', async () => {
  const page = await open('prices')
  await page.isPhase('open')
  await page.pane('vue').getByRole('button', { name: '5,000' }).click()
  for (const name of PANES)
    await expect.poll(() => page.pane(name).locator('[aria-pressed=true]', { hasText: '5,000' }).count()).toBe(1)
  await page.page.waitForTimeout(3500)
  // How many frames depends on the machine. That each message has no render of its own does not.
  expect(Number(await page.page.locator('#fps').textContent())).toBeGreaterThan(0)
  for (const name of PANES) {
    const [received, renders] = [await page.received(name), await page.renders(name)]
    expect(received).toBeGreaterThan(1000)
    expect(renders).toBeLessThan(received / 10)
  }
})

it('handles a flood of 100,000 additional prices', async () => {
  const page = await open('prices')
  await page.isPhase('open')
  await page.fault('Flood 100,000')
  await page.page.getByLabel('Type while it floods').pressSequentially('still')
  expect(await page.page.getByLabel('Type while it floods').inputValue()).toBe('still')
  for (const name of PANES)
    await expect.poll(() => page.received(name), { timeout: 45_000 }).toBeGreaterThanOrEqual(100_000)
}, 90_000)
