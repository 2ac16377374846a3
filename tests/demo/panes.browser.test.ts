import { expect, it } from 'vitest'
import { PANES, type DemoPage, type PaneName } from './demo-browser'
import { useDemoBrowser } from './use-demo-browser'

const browser = useDemoBrowser(async ({ stats }) => {
  await expect.poll(async () => (await stats()).sockets).toBe(0)
})

const open = async (scene: string, other?: DemoPage): Promise<DemoPage> => {
  const page = await browser.open(scene, other)
  await page.isPhase('open')
  return page
}

const setMounted = (page: DemoPage, name: PaneName, isMounted: boolean): Promise<void> =>
  page.pane(name).getByLabel('mounted').setChecked(isMounted)

it.each([
  ['chat', '/chat'],
  ['prices', '/ticker'],
  ['process', '/counter'],
  ['market', '/market'],
] as const)('runs both panes of %s on one socket', async (scene, path) => {
  const page = await open(scene)
  await page.hasSockets(1)
  expect(await browser.demo().stats()).toMatchObject({ sockets: 1, paths: { [path]: 1 } })
  for (const name of PANES) {
    expect(await page.row(name, 'readyState')).toBe('1 OPEN')
    await expect.poll(() => page.received(name)).toBeGreaterThan(0)
  }
})

it('opens one socket for each tab', async () => {
  const one = await open('chat')
  const two = await open('chat', one)
  await one.hasSockets(1)
  await two.hasSockets(1)
  expect((await browser.demo().stats()).sockets).toBe(2)
})

it('keeps the socket while one pane is mounted, closes it when no pane is, and opens a new one for the next pane', async () => {
  const page = await open('chat')
  await page.hasSockets(1)
  await setMounted(page, 'react', false)
  await page.page.waitForTimeout(1500)
  await page.hasSockets(1)
  await setMounted(page, 'vue', false)
  await page.hasSockets(0)
  await setMounted(page, 'react', true)
  await setMounted(page, 'vue', true)
  await page.isPhase('open')
  await page.hasSockets(1)
  expect(await page.page.locator('#opened').textContent()).toBe('2')
})

it('keeps the same socket when a pane is unmounted and mounted within the linger', async () => {
  const page = await open('chat')
  for (const isMounted of [false, true]) for (const name of PANES) await setMounted(page, name, isMounted)
  await page.isPhase('open')
  await page.page.waitForTimeout(1500)
  await page.hasSockets(1)
  expect(await page.page.locator('#opened').textContent()).toBe('1')
})

it('closes the socket of the previous scene when the scene changes', async () => {
  const page = await open('chat')
  await page.page.getByRole('link', { name: 'Prices' }).click()
  await page.isPhase('open')
  await page.hasSockets(1)
  await expect.poll(async () => (await browser.demo().stats()).paths, { timeout: 5000 }).toMatchObject({ '/chat': 0, '/ticker': 1 })
})

it('shows the notes from each pane of two tabs in all panes', async () => {
  const one = await open('chat')
  const two = await open('chat', one)
  const rename = async (page: DemoPage, name: string): Promise<void> => {
    const input = page.pane('react').getByLabel('You are')
    await input.fill(name)
    await input.blur()
    await expect.poll(() => page.pane('vue').getByLabel('You are').inputValue()).toBe(name)
  }
  await rename(one, 'Ada')
  await rename(two, 'Bob')
  const say = async (page: DemoPage, name: PaneName, text: string): Promise<void> => {
    await page.pane(name).getByLabel('Say something').fill(text)
    await page.pane(name).getByRole('button', { name: 'Send' }).click()
  }
  await say(one, 'react', 'Hello from React')
  await say(two, 'vue', 'Hello from Vue')
  for (const page of [one, two])
    for (const name of PANES) {
      const notes = page.pane(name).locator('.scroll li')
      await expect.poll(() => notes.allInnerTexts()).toEqual([
        expect.stringMatching(/^Ada in React\s*Hello from React$/),
        expect.stringMatching(/^Bob in Vue\s*Hello from Vue$/),
      ])
      expect(await page.pane(name).locator('.people span').textContent()).toBe('Here: Ada, Bob')
    }
})

it('sends a line to the process and shows its answer in both panes', async () => {
  const page = await open('process')
  await page.pane('react').getByLabel('A line for the process').fill('anyone there?')
  await page.pane('react').getByRole('button', { name: 'Write to stdin' }).click()
  for (const name of PANES)
    await expect.poll(() => page.pane(name).locator('.scroll').textContent()).toContain('read from stdin: anyone there?')
})

it('shows the source of each pane with syntax highlighting', async () => {
  const page = await open('prices')
  for (const [name, file, hook] of [
    ['react', 'prices-pane.tsx', 'useMessageReducer(connection, foldBoard, emptyBoard)'],
    ['vue', 'prices-pane.vue', 'useMessageReducer(connection, foldBoard, emptyBoard)'],
  ] as const) {
    const code = page.pane(name).locator('.code')
    expect(await code.locator('code').textContent()).toContain(hook)
    expect(await code.locator('.token.keyword').count()).toBeGreaterThan(0)
    expect(await code.getByRole('button', { name: file }).getAttribute('aria-pressed')).toBe('true')
    await code.getByRole('button', { name: 'ticker-connection.ts' }).click()
    expect(await code.locator('code').textContent()).toContain('json<TickerMessage, TickerCommand>()')
  }
})

it.each(PANES)('has a text alternative for the chart in %s', async (name) => {
  const page = await open('prices')
  const chart = page.pane(name).getByRole('img', { name: 'Prices of OAK, ELM, FIR over the last 30 seconds' })
  expect(await chart.locator('canvas').count()).toBe(1)
})

it('draws a line for each price', async () => {
  const page = await open('prices')
  for (const name of PANES) {
    const drawn = () =>
      page.pane(name).locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
        const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!
        copy.drawImage(canvas, 0, 0)
        const { data } = copy.getImageData(0, 0, canvas.width, canvas.height)
        const style = getComputedStyle(document.documentElement)
        return ['--oak', '--elm', '--fir'].filter((variable) => {
          const hex = style.getPropertyValue(variable).trim()
          const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => parseInt(hex.slice(from, from + 2), 16))
          let pixels = 0
          for (let at = 0; at < data.length; at += 4) {
            const distance =
              Math.abs(data[at]! - red) + Math.abs(data[at + 1]! - green) + Math.abs(data[at + 2]! - blue)
            if (data[at + 3]! > 100 && distance < 12) pixels += 1
          }
          return pixels > 20
        })
      })
    await expect.poll(drawn, { timeout: 8000 }).toEqual(['--oak', '--elm', '--fir'])
  }
})

it.each(['chat', 'prices', 'process', 'market', 'tabs'])('fits %s on screens of a phone, a tablet and a desk', async (scene) => {
  const page = await open(scene)
  for (const width of [320, 390, 768, 1280]) {
    await page.page.setViewportSize({ width, height: 800 })
    expect(await page.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
})

it('has a label for every control', async () => {
  const page = await open('chat')
  const unnamed = await page.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, select')]
      .filter((control) => {
        const labels = control instanceof HTMLInputElement || control instanceof HTMLSelectElement ? control.labels?.length : 0
        return !control.ariaLabel && !labels && !control.textContent?.trim()
      })
      .map((control) => control.outerHTML),
  )
  expect(unnamed).toEqual([])
})
