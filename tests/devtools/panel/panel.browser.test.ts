import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { DrawerPage } from './drawer.page'
import { useDrawer } from './use-drawer'

declare const panel: DrawerPage

const { openPage } = useDrawer()
const OPEN = { search: '?open' }

describe('the list of connections', () => {
  it('shows phase, holders, latency, rates and queue of each one', async () => {
    const { page, option } = await openPage(OPEN)
    const texts = await page.getByRole('listbox', { name: 'Connections' }).getByRole('option').allInnerTexts()
    expect(texts.map((text) => text.replaceAll('\n', ' | '))).toEqual([
      'wss://one.test/feed | open | 2 holders · 12 ms · ↓1.3K/s ↑2/s',
      'wss://two.test/a-very-long-path/that-does-not-fit | waiting | 1 holder · 3 queued',
      'wss://three.test/ | connecting | 1 holder',
    ])
    await page.evaluate(() => panel.session.change(2, { snapshot: { phase: 'open', queued: 0 } }))
    expect(await option(/two.test/).innerText()).toMatch(/open\n1 holder$/)
  })

  it('is chosen from with arrow keys, which stop at the ends, and by click', async () => {
    const { page, option, focused } = await openPage(OPEN)
    const view = page.locator('.label-view')
    expect(await view.textContent()).toBe('Alpha of wss://one.test/feed')
    await option(/one.test/).focus()
    await page.keyboard.press('ArrowDown')
    expect(await view.textContent()).toContain('two.test')
    expect(await focused()).toContain('two.test')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowDown')
    expect(await view.textContent()).toContain('three.test')
    expect(await option(/three.test/).getAttribute('aria-selected')).toBe('true')
    expect(await page.locator('[role=option][tabindex="0"]').count()).toBe(1)
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowUp')
    expect(await view.textContent()).toContain('one.test')
    await option(/two.test/).click()
    expect(await view.textContent()).toContain('two.test')
  })

  it('keeps the chosen one and the focus when others are added', async () => {
    const { page, option, focused } = await openPage(OPEN)
    await option(/two.test/).click()
    await page.evaluate(() => panel.session.add({ label: 'wss://four.test/' }))
    expect(await option(/two.test/).getAttribute('aria-selected')).toBe('true')
    expect(await focused()).toContain('two.test')
    expect(await page.getByRole('option').last().innerText()).toContain('four.test')
  })
})

describe('the tabs', () => {
  it('are chosen with arrow keys, which go round, and create a view when it is first needed', async () => {
    const { page, tab, log } = await openPage(OPEN)
    await tab('Alpha').focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('tabpanel', { name: 'Beta' }).innerText()).toBe('Beta of wss://one.test/feed')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    expect(await tab('Act').getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Home')
    expect(await page.getByRole('tabpanel').count()).toBe(1)
    expect(await page.locator('[role=tab][tabindex="0"]').allInnerTexts()).toEqual(['Alpha'])
    expect(await log()).toEqual(['open', 'create Alpha', 'hide Alpha', 'create Beta', 'hide Beta', 'hide Alpha'])
  })
})

describe('the header', () => {
  it('records and pauses, and says so', async () => {
    const { page, button, sessionCalls } = await openPage(OPEN)
    const state = page.locator('.state')
    await page.evaluate(() => {
      panel.session.addFrames(1, {}, {})
      panel.session.setRemovedFrames(1234)
    })
    expect(await state.innerText()).toBe('Recording · 2 frames · 1,234 removed')
    await button('Record').click()
    expect(await state.innerText()).toContain('Not recording')
    expect(await button('Record').getAttribute('aria-pressed')).toBe('false')
    await button('Record').click()
    await button('Pause').click()
    expect(await state.innerText()).toContain('Paused')
    await button('Pause').click()
    expect(await sessionCalls()).toEqual(['setRecording true', 'setRecording false', 'setRecording true', 'setPaused true', 'setPaused false'])
  })

  it('clears', async () => {
    const { page, button, status, sessionCalls } = await openPage(OPEN)
    await page.evaluate(() => panel.session.addFrames(1, {}))
    await button('Clear').click()
    expect(await page.locator('.state').innerText()).toBe('Recording · 0 frames')
    expect(await status.innerText()).toBe('The frames, notes and requests are cleared.')
    expect((await sessionCalls()).at(-1)).toBe('clear')
  })

  it('exports a file', async () => {
    const { page, button } = await openPage({ ...OPEN, policy: "default-src 'self'" })
    const [download] = await Promise.all([page.waitForEvent('download'), button('Export').click()])
    expect(download.suggestedFilename()).toBe('websocket-session.json')
    const text = readFileSync(await download.path(), 'utf8')
    expect(text).toBe(await page.evaluate(() => panel.session.exportText()))
  })

  it('imports a file, and goes back to the live session', async () => {
    const { page, button, status, sessionCalls } = await openPage(OPEN)
    const file = { name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{"one":1}') }
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button('Import').click()])
    await chooser.setFiles(file)
    await page.locator('.state', { hasText: 'Imported session' }).waitFor()
    expect(await status.innerText()).toBe('The session of a.json is shown. "Close import" returns to the live one.')
    expect(await button('Pause').isDisabled()).toBe(true)
    await button('Close import').click()
    await page.locator('.state', { hasText: 'Recording' }).waitFor()
    expect(await button('Close import').isVisible()).toBe(false)
    expect((await sessionCalls()).slice(1)).toEqual(['importText {"one":1}', 'closeImport'])
  })

  it('imports a file that is dropped on it, and says what is wrong with one', async () => {
    const { page, status, sessionCalls } = await openPage(OPEN)
    const drop = (text: string) => page.locator('.panel').evaluate((element, content) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([content], 'dropped.json'))
      const fire = (type: string) => element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
      return [fire('dragover'), fire('drop')]
    }, text)
    await page.evaluate(() => panel.session.failImport('This is not a session.'))
    // False: the default of the browser, which opens the file, is prevented.
    expect(await drop('no')).toEqual([false, false])
    await expect.poll(() => status.innerText()).toBe('dropped.json cannot be imported: This is not a session.')
    await drop('{}')
    await expect.poll(() => status.innerText()).toContain('The session of dropped.json is shown.')
    expect((await sessionCalls()).at(-1)).toBe('importText {}')
    expect(await page.locator('.drop-target').count()).toBe(0)
  })

  it('docks at the other edge, changes the theme and closes', async () => {
    const { page, drawer, button } = await openPage({ ...OPEN, context: { colorScheme: 'dark' } })
    const background = () => page.locator('.panel').evaluate((element) => getComputedStyle(element).backgroundColor)
    const DARK = 'rgb(22, 24, 29)'
    expect(await background()).toBe(DARK)
    await page.getByLabel('Theme').selectOption('light')
    expect(await background()).toBe('rgb(255, 255, 255)')
    await page.getByLabel('Theme').selectOption('system')
    expect(await background()).toBe(DARK)
    await button('Dock right').click()
    expect(await drawer.boundingBox()).toMatchObject({ x: 800, y: 0, height: 800 })
    await button('Dock bottom').click()
    expect(await drawer.boundingBox()).toMatchObject({ x: 0, y: 440, width: 1280 })
    await button('Close the panel').click()
    expect(await drawer.isVisible()).toBe(false)
  })
})
