import { existsSync } from 'node:fs'

/** A part of the system that a browser engine needs. */
export interface Part {
  readonly path: string
  /** The environment variable with the path of another executable. */
  readonly variable: string
  /** The Debian package that contains it. */
  readonly package: string
}

const part = (variable: string, usual: string, packageName: string): Part => ({
  path: process.env[variable] ?? usual,
  variable,
  package: packageName,
})

export const PARTS = {
  chromium: part('CHROMIUM_PATH', '/usr/bin/chromium', 'chromium'),
  firefox: part('FIREFOX_PATH', '/usr/bin/firefox-esr', 'firefox-esr'),
  webkit: part('WEBKIT_DRIVER_PATH', '/usr/bin/WebKitWebDriver', 'webkit2gtk-driver'),
  screen: part('XVFB_RUN_PATH', '/usr/bin/xvfb-run', 'xvfb xauth'),
} as const

/** Throws if a browser is missing, because skipped rows would look like passed rows. */
export function requireParts(): void {
  const missing = Object.values(PARTS).filter(({ path }) => !existsSync(path))
  if (missing.length === 0) return
  const remedies = missing.map(
    (each) => `No ${each.path}. Install it (Debian: apt-get install ${each.package}) or set ${each.variable} to its executable.`,
  )
  throw new Error(remedies.join('\n'))
}
