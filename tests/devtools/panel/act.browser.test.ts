import { describe, expect, it } from 'vitest'
import type { DrawerPage } from './drawer.page'
import { useDrawer, type DrawerDriver } from './use-drawer'

declare const panel: DrawerPage

const { openPage } = useDrawer()
const KEY = 'wss://one.test/feed'

async function openAct(): Promise<DrawerDriver> {
  const driver = await openPage({ search: '?open' })
  await driver.tab('Act').click()
  return driver
}

describe('the tab "Act"', () => {
  it('cuts and reconnects', async () => {
    const { button, status, actionCalls } = await openAct()
    await button('Cut').click()
    expect(await status.innerText()).toBe('The socket is cut, without a close frame.')
    await button('Reconnect').click()
    expect(await status.innerText()).toBe('The connection dials a new socket.')
    expect(await actionCalls()).toEqual([`cut ${KEY}`, `reconnect ${KEY}`])
  })

  it('closes with a code and a reason, and refuses those that no server may send', async () => {
    const { page, button, status, actionCalls } = await openAct()
    await button('Close socket').click()
    await page.getByLabel('Code').fill('4001')
    await page.getByLabel('Reason').fill('bye')
    await button('Close socket').click()
    expect(await status.innerText()).toBe('The server closed the socket with 4001.')
    await page.getByLabel('Code').fill('999')
    await button('Close socket').click()
    expect(await status.innerText()).toBe('The close code must be a number from 1000 to 4999.')
    await page.getByLabel('Code').fill('1000')
    await page.getByLabel('Reason').fill('é'.repeat(62))
    await button('Close socket').click()
    expect(await status.innerText()).toBe('The reason must be at most 123 bytes long.')
    expect(await actionCalls()).toEqual([`close ${KEY} 1011 ""`, `close ${KEY} 4001 "bye"`])
  })

  it('goes offline and online again, and shows it in the header', async () => {
    const { page, button, status, actionCalls } = await openAct()
    await button('Go offline').click()
    expect(await status.innerText()).toBe('All connections are offline.')
    expect(await page.locator('.state').innerText()).toMatch(/^Offline · /)
    await button('Go online').click()
    expect(await button('Go offline').getAttribute('aria-pressed')).toBe('false')
    expect(await actionCalls()).toEqual(['setOffline true', 'setOffline false'])
  })

  it('makes the line of one connection bad, and repairs it', async () => {
    const { page, button, option, status, actionCalls } = await openAct()
    expect(await button('Repair').isDisabled()).toBe(true)
    await page.getByLabel('Mute inbound').check()
    await page.getByLabel('Mute outbound').check()
    await page.getByLabel('Delay (ms)').fill('250')
    await page.getByLabel('Delay (ms)').press('Enter')
    await page.getByLabel('Drop every nth frame').fill('3')
    await page.getByLabel('Drop every nth frame').blur()
    const WRONG = 'inbound frames are lost, outbound frames are lost, each frame is 250 ms late, one frame of 3 is lost'
    expect(await status.innerText()).toBe(`The line: ${WRONG}.`)
    await page.getByText(`Now: ${WRONG}.`).waitFor()
    await option(/two.test/).click()
    expect(await page.getByLabel('Mute inbound').isChecked()).toBe(false)
    expect(await page.getByLabel('Delay (ms)').inputValue()).toBe('0')
    await option(/one.test/).click()
    expect(await page.getByLabel('Drop every nth frame').inputValue()).toBe('3')
    await button('Repair').click()
    expect(await page.getByLabel('Mute outbound').isChecked()).toBe(false)
    expect(await page.getByLabel('Delay (ms)').inputValue()).toBe('0')
    expect(await actionCalls()).toEqual([
      `setLine ${KEY} {"muteIn":true}`,
      `setLine ${KEY} {"muteOut":true}`,
      `setLine ${KEY} {"delayMs":250}`,
      `setLine ${KEY} {"dropEvery":3}`,
      `setLine ${KEY} {"muteIn":false,"muteOut":false,"delayMs":0,"dropEvery":0}`,
    ])
  })

  it('refuses a delay that is no whole number', async () => {
    const { page, status, actionCalls } = await openAct()
    await page.getByLabel('Delay (ms)').fill('-5')
    await page.getByLabel('Delay (ms)').blur()
    expect(await status.innerText()).toBe('This must be a whole number from 0 to 60000.')
    expect(await page.getByLabel('Delay (ms)').inputValue()).toBe('0')
    expect(await actionCalls()).toEqual([])
  })

  it('keeps a number that is being typed when the connection changes meanwhile', async () => {
    const { page } = await openAct()
    await page.getByLabel('Delay (ms)').fill('12')
    await page.evaluate(() => panel.session.change(1, { snapshot: { latencyMs: 5 } }))
    expect(await page.getByLabel('Delay (ms)').inputValue()).toBe('12')
  })

  it('sends and injects the text, says what is wrong with it, and remembers it', async () => {
    const { page, button, tab, status, actionCalls } = await openAct()
    const text = page.getByLabel('Text of the frame')
    await text.fill('{"type":"hi"}')
    await button('Send').click()
    expect(await status.innerText()).toBe('The message is passed to the connection.')
    await button('Inject').click()
    expect(await status.innerText()).toBe('The message is delivered as if the server had sent it.')
    await page.evaluate(() => panel.actions.failNext('The text is not JSON.'))
    await button('Send').click()
    expect(await status.innerText()).toBe('The text is not JSON.')
    expect(await actionCalls()).toEqual([`send ${KEY} "{\\"type\\":\\"hi\\"}"`, `inject ${KEY} "{\\"type\\":\\"hi\\"}"`])
    await page.reload()
    await tab('Act').click()
    expect(await text.inputValue()).toBe('{"type":"hi"}')
  })

  it('clears the queue', async () => {
    const { button, option, status, actionCalls } = await openAct()
    expect(await button('Clear queue').isDisabled()).toBe(true)
    await option(/two.test/).click()
    await button('Clear queue (3)').click()
    expect(await status.innerText()).toBe('2 queued messages are dropped.')
    expect(await actionCalls()).toEqual(['clearQueue wss://two.test/a-very-long-path/that-does-not-fit'])
  })

  it('offers only what the phase permits', async () => {
    const { option, button } = await openAct()
    await option(/two.test/).click()
    for (const name of ['Cut', 'Close socket', 'Inject']) expect([name, await button(name).isDisabled()]).toEqual([name, true])
    for (const name of ['Reconnect', 'Send', 'Go offline']) expect([name, await button(name).isDisabled()]).toEqual([name, false])
  })

  it('does nothing to the connections of an imported session', async () => {
    const { page, button } = await openAct()
    await page.evaluate(() => panel.session.change(1, { connection: null }))
    await page.getByText('This connection is of an imported session.').waitFor()
    for (const name of ['Cut', 'Close socket', 'Reconnect', 'Send', 'Inject', 'Clear queue', 'Repair']) {
      expect([name, await button(name).isDisabled()]).toEqual([name, true])
    }
    expect(await page.getByLabel('Mute inbound').isDisabled()).toBe(true)
    expect(await page.getByLabel('Delay (ms)').isDisabled()).toBe(true)
  })
})
