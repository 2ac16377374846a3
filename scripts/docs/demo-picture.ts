// npx tsx scripts/docs/demo-picture.ts: draws the picture of the README, `docs/public/demo.png`, from the running demo.
import { fileURLToPath } from 'node:url'
import { launch, openDemo } from '../../tests/demo/demo-browser'
import { startDemo } from '../../tests/demo/demo-process'

const picture = fileURLToPath(new URL('../../docs/public/demo.png', import.meta.url))

const demo = await startDemo()
const browser = await launch()
const chat = await openDemo(browser, demo.url, 'chat')
await chat.page.setViewportSize({ width: 1280, height: 816 })
await chat.isPhase('open')

for (const [pane, text] of [
  ['react', 'Hello from React'],
  ['vue', 'Hi, this is Vue. One socket, two frameworks.'],
] as const) {
  await chat.pane(pane).getByPlaceholder('Say something').fill(text)
  await chat.pane(pane).getByRole('button', { name: 'Send' }).click()
  await chat.pane('vue').getByText(text).waitFor()
}
await chat.fault('Refuse for 10 s')
await chat.isPhase('waiting')
await chat.pane('react').getByPlaceholder('Say something').fill('Sent while the server was away')
await chat.pane('react').getByRole('button', { name: 'Send' }).click()
await chat.page.waitForTimeout(300)
await chat.page.screenshot({ path: picture })

await browser.close()
await demo.kill()
