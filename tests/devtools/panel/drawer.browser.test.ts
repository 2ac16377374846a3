import { describe, expect, it } from 'vitest'
import type { DrawerPage } from './drawer.page'
import { useDrawer } from './use-drawer'

declare const panel: DrawerPage

const { openPage } = useDrawer()
const SHORTCUT = 'Alt+Shift+W'

describe('the button', () => {
  it('has the number of connections, and the worst state as its name and a shape', async () => {
    const { page, toggle } = await openPage()
    expect(await toggle.textContent()).toBe('WS3')
    expect(await toggle.getAttribute('aria-label')).toBe('Open the WebSocket panel: 3 connections, worst state: waiting')
    expect(await toggle.locator('.dot').getAttribute('data-tone')).toBe('warn')
    await page.evaluate(() => panel.session.change(3, { snapshot: { phase: 'closed' } }))
    expect(await toggle.locator('.dot').getAttribute('data-tone')).toBe('bad')
    await page.evaluate(() => panel.session.change(3, { isDisposed: true }))
    expect(await toggle.textContent()).toBe('WS2')
    await page.evaluate(() => panel.actions.setOffline(true))
    expect(await toggle.getAttribute('aria-label')).toContain('offline')
  })

  it('opens the drawer, moves the focus into it, and gets the focus back after Escape', async () => {
    const { page, toggle, drawer, log, sessionCalls, focused } = await openPage()
    expect(await log()).toEqual([])
    await toggle.focus()
    await page.keyboard.press('Enter')
    expect(await drawer.isVisible()).toBe(true)
    expect(await toggle.isVisible()).toBe(false)
    expect(await focused()).toBe('Alpha')
    await page.keyboard.press('Escape')
    expect(await drawer.isVisible()).toBe(false)
    expect(await focused()).toBe(await toggle.getAttribute('aria-label'))
    expect(await log()).toEqual(['open', 'create Alpha', 'hide Alpha', 'close'])
    expect(await sessionCalls()).toEqual(['setRecording true', 'setRecording false'])
  })
})

describe('the shortcut', () => {
  it('opens and closes the drawer, and gives the focus back to the page', async () => {
    const { page, drawer, focused } = await openPage()
    await page.locator('#input-of-page').focus()
    await page.keyboard.press(SHORTCUT)
    expect(await drawer.isVisible()).toBe(true)
    expect(await focused()).toBe('Alpha')
    await page.keyboard.press(SHORTCUT)
    expect(await drawer.isVisible()).toBe(false)
    expect(await focused()).toBe('input of the page')
  })

  it('does not take the focus from the page when the drawer closes behind it', async () => {
    const { page, drawer, focused } = await openPage({ search: '?open' })
    expect(await focused()).not.toBe('Alpha')
    await page.locator('#input-of-page').focus()
    await page.keyboard.press(SHORTCUT)
    expect(await drawer.isVisible()).toBe(false)
    expect(await focused()).toBe('input of the page')
  })

  it('needs all of its keys', async () => {
    const { page, drawer } = await openPage()
    for (const keys of ['Shift+W', 'Alt+W', 'Control+Alt+Shift+W', 'Alt+Shift+E']) await page.keyboard.press(keys)
    expect(await drawer.isVisible()).toBe(false)
  })
})

it('keeps keys that are pressed in the drawer from the page', async () => {
  const { page, button } = await openPage({ search: '?open' })
  await page.evaluate(() => {
    const keys: string[] = []
    Object.assign(window, { keys })
    addEventListener('keydown', ({ key }) => keys.push(key))
  })
  await button('Record').focus()
  await page.keyboard.press('j')
  await page.locator('#input-of-page').press('k')
  expect(await page.evaluate('keys')).toEqual(['k'])
})

describe('the edge', () => {
  it('is moved by a pointer, up to the height of the window', async () => {
    const { page, drawer } = await openPage({ search: '?open' })
    const height = async () => Math.round((await drawer.boundingBox())!.height)
    const before = await height()
    const grip = (await page.getByRole('separator').boundingBox())!
    const [x, y] = [grip.x + 200, grip.y + grip.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x, y - 100, { steps: 4 })
    expect(await height()).toBe(before + 100)
    await page.mouse.move(x, -500)
    await page.mouse.up()
    expect(await height()).toBe(800)
    await page.mouse.move(x, 600)
    expect(await height()).toBe(800)
  })

  it('is moved by arrow keys, Home and End', async () => {
    const { page, drawer } = await openPage({ search: '?open&position=right' })
    const width = async () => Math.round((await drawer.boundingBox())!.width)
    const edge = page.getByRole('separator', { name: 'Size of the panel' })
    expect(await edge.getAttribute('aria-orientation')).toBe('vertical')
    expect(await width()).toBe(480)
    await edge.press('ArrowLeft')
    expect(await width()).toBe(496)
    await edge.press('Shift+ArrowRight')
    expect(await width()).toBe(432)
    await edge.press('Home')
    expect(await width()).toBe(320)
    await edge.press('ArrowRight')
    expect(await width()).toBe(320)
    await edge.press('End')
    expect(await width()).toBe(1280)
    expect(await edge.getAttribute('aria-valuenow')).toBe('1280')
  })
})

describe('a reload', () => {
  it('keeps what the user chose: open, edge, size, tab and theme', async () => {
    const { page, drawer, button, tab, toggle } = await openPage()
    await toggle.click()
    await button('Dock right').click()
    await page.getByRole('separator').press('ArrowLeft')
    await tab('Gamma').click()
    await page.getByLabel('Theme').selectOption('dark')
    await page.reload()
    expect(await drawer.isVisible()).toBe(true)
    expect(await drawer.getAttribute('data-position')).toBe('right')
    expect(Math.round((await drawer.boundingBox())!.width)).toBe(496)
    expect(await tab('Gamma').getAttribute('aria-selected')).toBe('true')
    expect(await page.locator('[data-websocket-store-devtools]').getAttribute('data-theme')).toBe('dark')
    await button('Close the panel').click()
    await page.goto(`${page.url()}?open`)
    expect(await drawer.isVisible()).toBe(false)
  })

  it('starts as at first where the storage is forbidden', async () => {
    const { page, drawer, button, tab } = await openPage({ search: '?open' })
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('forbidden') } })
    })
    await page.reload()
    await tab('Beta').click()
    await button('Dock right').click()
    expect(await drawer.getAttribute('data-position')).toBe('right')
    await page.reload()
    expect(await drawer.getAttribute('data-position')).toBe('bottom')
    expect(await tab('Alpha').getAttribute('aria-selected')).toBe('true')
  })

  it('ignores what another program wrote', async () => {
    const { page, drawer } = await openPage({ search: '?open' })
    await page.evaluate(() => {
      for (const [name, text] of [['open', '"yes"'], ['position', '"top"'], ['size-bottom', '{}'], ['tab', '7'], ['theme', 'no JSON']] as const) {
        localStorage.setItem(`websocket-store-devtools:${name}`, text)
      }
    })
    await page.reload()
    expect(await drawer.getAttribute('data-position')).toBe('bottom')
    expect(Math.round((await drawer.boundingBox())!.height)).toBe(360)
  })
})

it('leaves nothing in the page after it is removed', async () => {
  const { page, drawer, log } = await openPage({ search: '?open' })
  await page.evaluate(() => panel.unmount())
  expect(await page.locator('[data-websocket-store-devtools]').count()).toBe(0)
  await page.keyboard.press(SHORTCUT)
  expect(await drawer.count()).toBe(0)
  expect(await log()).toEqual(['open', 'create Alpha', 'hide Alpha', 'close', 'dispose Alpha'])
})
