import { describe, expect, it } from 'vitest'
import { addresses } from './support/built-site'
import { PHONE, useSite } from './support/use-site'

const site = useSite()

const written = addresses().filter((address) => !/^\/(api|source)\//.test(address))
const samples = ['/api/', '/api/websocket-store/functions/createConnection', '/api/websocket-store/interfaces/ConnectionOptions', '/source/CONTRIBUTING']

describe('every page', () => {
  it('fits a phone, makes no request to another host and reports no problem', { timeout: 300_000 }, async () => {
    const { page, go, problems, foreign } = await site.open('/', { viewport: PHONE, isMobile: true, hasTouch: true })
    const tooWide: string[] = []
    for (const address of [...written, ...samples]) {
      await go(address)
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      if (width > PHONE.width) tooWide.push(`${address}: ${width}`)
    }
    expect(tooWide).toEqual([])
    expect(problems).toEqual([])
    expect(foreign).toEqual([])
  })
})

describe('the framework switch', () => {
  it('shows the code of one framework, and is remembered on the next page and after a reload', async () => {
    const { page, go } = await site.open('/guides/channels')
    const choose = (name: string) => page.getByRole('group', { name: /Framework/ }).first().getByRole('button', { name }).click()
    const shown = async (framework: string) => {
      const blocks = page.locator(`.vp-doc .only-${framework}`)
      expect(await blocks.count()).toBeGreaterThan(0)
      return blocks.first().isVisible()
    }
    expect([await shown('react'), await shown('vue')]).toEqual([true, false])
    await choose('Vue')
    expect([await shown('react'), await shown('vue')]).toEqual([false, true])
    await page.reload()
    expect([await shown('react'), await shown('vue')]).toEqual([false, true])
    await go('/guides/streams')
    expect([await shown('react'), await shown('vue')]).toEqual([false, true])
    await choose('React')
    expect([await shown('react'), await shown('vue')]).toEqual([true, false])
  })
})

describe('the site', () => {
  it('finds a page by a word in its text', async () => {
    const { page, foreign } = await site.open('/learn/')
    await page.keyboard.press('Control+k')
    await page.getByRole('searchbox').fill('backoff')
    await page.locator('.VPLocalSearchBox .result').first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname !== '/learn/')
    expect(foreign).toEqual([])
  })

  it('says what to do at an unknown address', async () => {
    const { page } = await site.open('/guides/no-such-page')
    await page.getByRole('heading', { name: 'This page does not exist' }).waitFor()
    await page.getByRole('link', { name: 'Guides' }).last().click()
    await page.waitForURL(/guides/)
  })

  it('shows the type of a name under the pointer', async () => {
    const { page } = await site.open('/guides/channels')
    await page.locator('.vp-doc .twoslash-hover', { hasText: 'createConnection' }).first().hover()
    await page.locator('.twoslash-popup-container', { hasText: 'createConnection' }).first().waitFor({ state: 'visible' })
  })

  it('says what the imports of a page cost', async () => {
    const { page } = await site.open('/guides/channels')
    expect(await page.locator('.import-sizes p:visible').textContent()).toMatch(/\d+\.\d\d kB/)
  })
})

describe('the live demo of the first page', () => {
  it.each(['React', 'Vue'])('recovers after a cut and loses nothing, in %s', async (framework) => {
    const { page, problems } = await site.open('/')
    await page.getByRole('group', { name: /Framework/ }).first().getByRole('button', { name: framework }).click()
    const demo = page.locator('.live-connection')
    const isPhase = (phase: string) => demo.locator(`.phase[data-phase="${phase}"]`).first().waitFor({ timeout: 20_000 })
    await isPhase('open')
    await demo.getByRole('button', { name: 'Refuse connections' }).click()
    await isPhase('waiting')
    await demo.getByRole('textbox').fill('sent while the server was away')
    await demo.getByRole('textbox').press('Enter')
    await demo.locator('[data-delivered="false"]').first().waitFor()
    await demo.getByRole('button', { name: 'Refuse connections' }).click()
    await isPhase('open')
    await demo.locator('[data-delivered="true"]').first().waitFor({ timeout: 20_000 })
    const tally = (name: string) => demo.locator(`[data-tally="${name}"] dd`).textContent()
    expect([await tally('lost'), await tally('repeated')]).toEqual(['0', '0'])
    expect(problems).toEqual([])
  })
})
