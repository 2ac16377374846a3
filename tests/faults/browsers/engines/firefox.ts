import type { LaunchOptions } from 'puppeteer-core'
import type { Browser } from './browser'
import { startWithPuppeteer } from './puppeteer-browser'
import { PARTS } from './required'

/** Prevents requests to other machines. */
const PREFERENCES = {
  'network.dns.disabled': true,
  'network.connectivity-service.enabled': false,
  'network.captive-portal-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
}

export const FIREFOX: LaunchOptions = { browser: 'firefox', executablePath: PARTS.firefox.path, extraPrefsFirefox: PREFERENCES }

export function startFirefox(): Promise<Browser> {
  return startWithPuppeteer('Firefox', FIREFOX)
}
