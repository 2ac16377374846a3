import { expect, it } from 'vitest'
import { PANES, type DemoPage } from './demo-browser'
import { useDemoBrowser } from './use-demo-browser'

const { open } = useDemoBrowser()

const openChat = async (other?: DemoPage): Promise<DemoPage> => {
  const page = await open('chat', other)
  await page.isPhase('open')
  return page
}

const say = async (page: DemoPage, text: string): Promise<void> => {
  await page.pane('react').getByLabel('Say something').fill(text)
  await page.pane('react').getByRole('button', { name: 'Send' }).click()
  for (const name of PANES) await page.pane(name).locator('.scroll li', { hasText: text }).waitFor()
}

it('a fault hits all tabs of its visitor, and no other visitor', async () => {
  const one = await openChat()
  const tab = await openChat(one)
  const other = await openChat()
  await one.fault('Refuse for 10 s')
  for (const page of [one, tab]) await page.isPhase('waiting')
  await say(other, 'still connected')
  for (const name of PANES) expect(await other.row(name, 'last close')).toBe('–')
  await one.fault('Restore')
  for (const page of [one, tab]) await page.isPhase('open', 30_000)
})

it('two visitors have a chat room each', async () => {
  const [one, other] = [await openChat(), await openChat()]
  await say(one, 'from one visitor')
  await say(other, 'from another visitor')
  for (const [page, text] of [[one, 'from one visitor'], [other, 'from another visitor']] as const)
    for (const name of PANES)
      expect(await page.pane(name).locator('.scroll li span').allTextContents()).toEqual([text])
})
