import { beforeEach, describe, expect, it } from 'vitest'
import { PANES, type DemoPage, type PaneName } from './demo-browser'
import { useDemoBrowser } from './use-demo-browser'

const { open } = useDemoBrowser()
let page: DemoPage

const input = (name: PaneName) => page.pane(name).getByLabel(/^(Say something|A line for the process)/)

const submit = async (name: PaneName, text: string): Promise<void> => {
  await input(name).fill(text)
  await input(name).press('Enter')
}

const click = (button: string): Promise<void> => page.pane('react').getByRole('button', { name: button, exact: true }).click()

const waitingNotes = (name: PaneName) => page.pane(name).locator('.scroll li[data-waiting] span')

describe.each(PANES)('a note that is sent from %s', (name) => {
  beforeEach(async () => {
    page = await open('chat')
    await page.isPhase('open')
  })

  it('is shown as waiting in both panes while the connection is broken, and is delivered once', async () => {
    await page.fault('Refuse for 10 s')
    await page.isPhase('waiting')
    await submit(name, 'sent while it was down')
    for (const pane of PANES) await expect.poll(() => waitingNotes(pane).allTextContents()).toEqual(['sent while it was down'])
    expect(await input(name).inputValue()).toBe('')
    await page.fault('Restore')
    await click('Reconnect')
    for (const pane of PANES) {
      await expect.poll(() => waitingNotes(pane).count(), { timeout: 10_000 }).toBe(0)
      await expect.poll(() => page.pane(pane).locator('.scroll li span').allTextContents()).toEqual(['sent while it was down'])
    }
  })

  it('stays in the input after Disconnect, and can be sent after Connect', async () => {
    await click('Disconnect')
    await page.isPhase('closed')
    await submit(name, 'sent while it was closed')
    await page.pane(name).getByRole('alert').filter({ hasText: 'Press Connect' }).waitFor()
    expect(await input(name).inputValue()).toBe('sent while it was closed')
    await click('Connect')
    await page.isPhase('open')
    await input(name).press('Enter')
    await page.pane(name).locator('.scroll li', { hasText: 'sent while it was closed' }).waitFor()
    expect(await input(name).inputValue()).toBe('')
  })

  it('returns to the input when Disconnect drops it from the queue, before what was typed since', async () => {
    await page.fault('Refuse for 10 s')
    await page.isPhase('waiting')
    await submit(name, 'first')
    await expect.poll(() => waitingNotes(name).count()).toBe(1)
    await input(name).fill('second')
    await click('Disconnect')
    await page.isPhase('closed')
    await expect.poll(() => input(name).inputValue()).toBe('first second')
    for (const pane of PANES) await expect.poll(() => waitingNotes(pane).count()).toBe(0)
    expect(await input(name === 'react' ? 'vue' : 'react').inputValue()).toBe('')
  })
})

it.each(PANES)('a name that is typed in %s stays while the queue changes, and is used after the reconnect', async (name) => {
  page = await open('chat')
  await page.isPhase('open')
  const you = page.pane(name).getByLabel('You are')
  await expect.poll(() => you.inputValue()).not.toBe('')
  await page.fault('Refuse for 10 s')
  await page.isPhase('waiting')
  await you.fill('Grace')
  await you.blur()
  await submit(name, 'a note')
  await expect.poll(() => waitingNotes(name).count()).toBe(1)
  expect(await you.inputValue()).toBe('Grace')
  await page.fault('Restore')
  await click('Reconnect')
  for (const pane of PANES) await expect.poll(() => page.pane(pane).getByLabel('You are').inputValue(), { timeout: 10_000 }).toBe('Grace')
})

it.each(PANES)('a line for the process stays in the input of %s until a process can read it', async (name) => {
  page = await open('process')
  await page.isPhase('open')
  await page.fault('Refuse for 10 s')
  await page.isPhase('waiting')
  await submit(name, 'anyone there?')
  await page.pane(name).getByRole('alert').filter({ hasText: 'Not written' }).waitFor()
  expect(await input(name).inputValue()).toBe('anyone there?')
  await page.fault('Restore')
  await click('Reconnect')
  await page.isPhase('open')
  await input(name).press('Enter')
  await expect.poll(() => page.pane(name).locator('.scroll').textContent()).toContain('read from stdin: anyone there?')
  expect(await input(name).inputValue()).toBe('')
  expect(await page.pane(name).getByRole('alert').count()).toBe(0)
})
