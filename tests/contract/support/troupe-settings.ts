import fc from 'fast-check'
import type { NotifyMode } from 'websocket-store'
import type { StageSettings } from './stage'

export const LINGER_MS = 50
export const RETRY_MS = 100
export const PLACES = 3
export const URLS = ['ws://one.test/', 'ws://two.test/']

export interface TroupeSettings extends StageSettings {
  readonly notify: NotifyMode
}

export const settingses: fc.Arbitrary<TroupeSettings> = fc.record({
  isStrict: fc.boolean(),
  deactivated: fc.constantFrom('keep' as const, 'pause' as const, 'release' as const),
  notify: fc.constantFrom('sync' as const, 'frame' as const),
})
