import { existsSync } from 'node:fs'

/** Path of Chromium for the browser tests. CHROMIUM_PATH overrides it. */
export const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** A missing browser fails the run, because skipped browser tests would look like passed tests. */
export default function requireChromium(): void {
  if (existsSync(chromiumPath)) return
  throw new Error(
    `No Chromium at ${chromiumPath}. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to its executable.`,
  )
}
