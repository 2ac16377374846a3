import { beforeEach, describe, expect, it } from 'vitest'
import { PANES, type DemoPage } from './demo-browser'
import { useDemoBrowser } from './use-demo-browser'

const { demo, open, startAgain } = useDemoBrowser()
let page: DemoPage

beforeEach(async () => {
  page = await open('chat')
  await page.isPhase('open')
  await page.hasSockets(1)
})

const opened = async (): Promise<number> => Number(await page.page.locator('#opened').textContent())

const say = async (text: string): Promise<void> => {
  await page.pane('react').getByLabel('Say something').fill(text)
  await page.pane('react').getByRole('button', { name: 'Send' }).click()
}

const isShown = async (text: string): Promise<void> => {
  for (const name of PANES) await page.pane(name).locator('.scroll li:not([data-waiting])', { hasText: text }).last().waitFor()
}

const isUsable = async (): Promise<void> => {
  await page.isPhase('open', 30_000)
  await page.hasSockets(1)
  const text = `sent again ${Math.random()}`
  await say(text)
  await isShown(text)
}

describe('a killed server', () => {
  it('is redialled until it is back, and then receives the queued messages', async () => {
    const { port } = demo()
    await demo().kill()
    await page.isPhase('waiting')
    await say('sent while the server was down')
    for (const name of PANES) {
      expect(await page.row(name, 'last close')).toMatch(/^1006/)
      await expect.poll(() => page.row(name, 'queued')).toBe('1')
      await expect.poll(() => page.row(name, 'attempt').then(Number), { timeout: 8000 }).toBeGreaterThanOrEqual(1)
    }
    await page.isPhase('waiting')
    expect(await page.row('react', 'next retry')).toMatch(/^\d+\.\d s$/)
    expect(await page.row('vue', 'next retry')).toMatch(/^\d+\.\d s$/)
    await startAgain()
    expect(demo().port).toBe(port)
    await isShown('sent while the server was down')
    await isUsable()
    for (const name of PANES) expect(await page.row(name, 'queued')).toBe('0')
  }, 60_000)
})

describe('each fault', () => {
  it('drop: opens one new socket immediately', async () => {
    const before = await opened()
    await page.fault('Drop')
    await expect.poll(() => page.row('react', 'last close')).toMatch(/^1006/)
    await isUsable()
    await expect.poll(opened).toBe(before + 1)
  })

  it('refuse: retries until the server accepts again', async () => {
    await page.fault('Refuse for 10 s')
    await page.isPhase('waiting')
    for (const name of PANES)
      await expect.poll(() => page.row(name, 'attempt').then(Number), { timeout: 10_000 }).toBeGreaterThanOrEqual(2)
    await isUsable()
  }, 60_000)

  it('silent: the heartbeat detects it, and the connection recovers when the server answers again', async () => {
    await page.fault('Go silent for 15 s')
    for (const name of PANES)
      await page.pane(name).locator('.phase:not([data-phase="open"])').waitFor({ timeout: 8000 })
    await isUsable()
  }, 60_000)

  it('silent, then restore: the connection recovers immediately', async () => {
    await page.fault('Go silent for 15 s')
    await page.page.waitForTimeout(200)
    await page.fault('Restore')
    await isUsable()
  })

  it.each(['1000', '1001', '1011', '1012', '1013', '4000'])('close with %s: shows the code and reconnects', async (code) => {
    await page.page.getByLabel('Close code').selectOption(code)
    await page.fault('Close with')
    for (const name of PANES) await expect.poll(() => page.row(name, 'last close')).toBe(`${code} requested on the page`)
    await isUsable()
  }, 60_000)

  it('close with 1008: shows an error and reconnects only after a click on Connect', async () => {
    await page.page.getByLabel('Close code').selectOption('1008')
    await page.fault('Close with')
    await page.isPhase('closed')
    await page.hasSockets(0)
    // The text says what to do. A code alone would not help.
    for (const name of PANES)
      expect(await page.pane(name).locator('.error').textContent()).toMatch(/closed with a code that is not retried.*Fix the cause/)
    await page.page.waitForTimeout(2000)
    await page.isPhase('closed')
    await page.pane('vue').getByRole('button', { name: 'Connect', exact: true }).click()
    await isUsable()
    for (const name of PANES) expect(await page.pane(name).locator('.error').textContent()).toBe('')
  })

  it('close with 4401: reconnects once, and after a second close only after a click on Reconnect', async () => {
    await page.page.getByLabel('Close code').selectOption('4401')
    await page.fault('Close with')
    await expect.poll(() => page.row('react', 'last close')).toMatch(/^4401/)
    await isUsable()
    await page.fault('Close with')
    await page.isPhase('closed')
    await page.pane('react').getByRole('button', { name: 'Reconnect' }).click()
    await isUsable()
  })
})

describe('the outcome of a fault', () => {
  const outcome = () => page.page.locator('#outcome').textContent()

  it('is shown, and is cleared when the scene changes', async () => {
    await page.fault('Restore')
    await expect.poll(outcome).toBe('/chat is restored.')
    await page.page.getByRole('link', { name: 'Prices' }).click()
    await expect.poll(outcome).toBe('')
    await page.isPhase('open')
  })

  it('says that nothing is sent when no sockets are connected', async () => {
    for (const name of PANES) await page.pane(name).getByLabel('mounted').setChecked(false)
    await page.hasSockets(0)
    await page.fault('Flood 10,000')
    await expect.poll(outcome).toBe('No sockets are connected to /chat, so nothing is sent.')
  })
})

describe('the buttons of the panes', () => {
  it('Disconnect closes for both panes until Connect', async () => {
    await page.pane('react').getByRole('button', { name: 'Disconnect' }).click()
    await page.isPhase('closed')
    await page.hasSockets(0)
    await page.pane('vue').getByRole('button', { name: 'Connect', exact: true }).click()
    await isUsable()
  })

  it('Reconnect replaces the socket', async () => {
    const before = await opened()
    await page.pane('vue').getByRole('button', { name: 'Reconnect' }).click()
    await expect.poll(opened).toBe(before + 1)
    await isUsable()
  })
})
