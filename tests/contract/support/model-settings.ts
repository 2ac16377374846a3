import fc from 'fast-check'
import type { NotifyMode } from 'websocket-store'
import type { AppSettings } from './app-driver'

export const LINGER_MS = 50
export const RETRY_MS = 100
export const PLACES = 3
export const URLS = ['ws://one.test/', 'ws://two.test/']

export interface ModelSettings extends AppSettings {
  readonly notify: NotifyMode
}

export const modelSettings: fc.Arbitrary<ModelSettings> = fc.record({
  isStrict: fc.boolean(),
  deactivated: fc.constantFrom('keep' as const, 'pause' as const, 'release' as const),
  notify: fc.constantFrom('sync' as const, 'frame' as const),
})
