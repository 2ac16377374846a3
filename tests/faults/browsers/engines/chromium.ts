import type { Browser } from './browser'
import { startWithPuppeteer } from './puppeteer-browser'
import { PARTS } from './required'

const ARGUMENTS = [
  '--no-sandbox', // Chromium requires it for root
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  '--disable-quic',
  '--disable-gpu',
  '--js-flags=--expose-gc', // for the rows that check for memory leaks
]

export function startChromium(): Promise<Browser> {
  return startWithPuppeteer('Chromium', { executablePath: PARTS.chromium.path, args: ARGUMENTS })
}
