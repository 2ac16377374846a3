import type { Port } from '../protocol/port-end'
import type { OptionsFor } from '../worker/serve'
import { browserPlatform } from './browser-platform'
import { createLeaderWorker } from './leader-worker'
import type { ElectionPlatform } from './runner'

// Bundlers replace `process.env.NODE_ENV` as a whole, so it is written as they expect it.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/**
 * Takes part in the election of this name until the port is closed.
 *
 * @param platformOf So that tests can replace the browser.
 */
export function joinElection(name: string, optionsFor: OptionsFor, platformOf: () => ElectionPlatform | null = browserPlatform): Port {
  return createLeaderWorker({ name, platform: platformOf(), optionsFor, onUnavailable: () => warnOfOwnConnection(name) }).port
}

function warnOfOwnConnection(name: string): void {
  try {
    if (process.env.NODE_ENV !== 'production') {
      console.warn(
        `[websocket-store] No leader can be elected for "${name}" here, so this page has connections of its own. An election needs ` +
          'Web Locks and BroadcastChannel, which exist in secure contexts only (https or localhost) and not in sandboxed frames.',
      )
    }
  } catch {
    // A browser without a bundler has no `process`.
  }
}
