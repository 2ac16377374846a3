import type { Browser } from './browser'
import { startWithPuppeteer } from './puppeteer-browser'
import { CHROMIUM, requireParts } from './required'

const ARGUMENTS = [
  '--no-sandbox', // which Chromium refuses to do without for root
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  '--disable-quic',
  '--disable-gpu',
]

export async function startChromium(): Promise<Browser> {
  requireParts(CHROMIUM)
  return startWithPuppeteer('Chromium', { executablePath: CHROMIUM.path, args: ARGUMENTS })
}
