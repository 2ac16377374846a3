import lighthouse, { desktopConfig } from 'lighthouse'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../../scripts/require-chromium'
import { serveSite, type SiteServer } from './support/serve'

const PORT = 9333
const PAGES = ['/', '/learn/', '/guides/channels', '/api/websocket-store/functions/createConnection', '/compare/']
const CATEGORIES = ['accessibility', 'best-practices'] as const
const LIMIT = 95

let server: SiteServer
let browser: Browser

beforeAll(async () => {
  server = await serveSite()
  browser = await chromium.launch({
    executablePath: chromiumPath,
    chromiumSandbox: false,
    args: [`--remote-debugging-port=${PORT}`, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1', '--disable-quic', '--disable-gpu'],
  })
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

describe.each([
  ['phone', undefined],
  ['desktop', desktopConfig],
] as const)('Lighthouse on a %s', (_device, config) => {
  it.each(PAGES)(`gives %s at least ${LIMIT} for accessibility and best practices`, async (address) => {
    const result = await lighthouse(server.url + address, { port: PORT, output: 'json', logLevel: 'error', onlyCategories: [...CATEGORIES] }, config)
    const { categories, audits } = result!.lhr
    const failed = Object.values(audits).filter(({ score, scoreDisplayMode }) => score !== null && score < 1 && scoreDisplayMode !== 'informative')
    const scores = Object.fromEntries(CATEGORIES.map((name) => [name, Math.round((categories[name]?.score ?? 0) * 100)]))
    console.log(address, scores, failed.map(({ id }) => id))
    expect(Object.values(scores).filter((score) => score < LIMIT), failed.map(({ id, title }) => `${id}: ${title}`).join('\n')).toEqual([])
  })
})
