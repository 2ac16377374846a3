import { TABS_REGRESSIONS } from '../tabs/support/regressions'
import type { Regression } from './property'

/**
 * Past failures of properties, by the title of their test. They run before random values. A failure prints the line to add.
 */
export const REGRESSIONS: Readonly<Record<string, readonly Regression[]>> = {
  'invariant 8: after a listener disconnects, the listeners get no message and nothing dials': [
    {
      example: [
        { engine: 'browser', seed: 1, lingerMs: 0 },
        [{ do: 'retain' }, { do: 'answer-url', which: 0, url: 'wss://host.test/' }, { do: 'open' }, { do: 'message' }, { do: 'shake', which: 0, how: 'done' }],
      ],
    },
  ],
  'invariants 1 and 23: each url has one socket while a component wants it, and none after the linger': [
    {
      example: [
        { isStrict: false, deactivated: 'keep', notify: 'sync' },
        [
          { do: 'mount', place: 0, url: 0 },
          { do: 'drop', url: 0 },
          { do: 'advance', ms: 80 },
          { do: 'disable', place: 0 },
          { do: 'advance', ms: 20 },
        ],
      ],
    },
  ],
  'has one leader within bounded time while a visible tab runs': [
    {
      example: [
        { seed: 0, throttlesHidden: true, losesMessages: false, delayMs: 4 },
        [
          { action: 'open', tab: 0, afterMs: 23_224 },
          { action: 'close', tab: 0, afterMs: 2117 },
          { action: 'suspend', tab: 0, afterMs: 10_419 },
          { action: 'answer', tab: 0, afterMs: 26_631 },
          { action: 'silence', tab: 0, afterMs: 3 },
          { action: 'open-hidden', tab: 0, afterMs: 30_818 },
          { action: 'open', tab: 0, afterMs: 301 },
          { action: 'open', tab: 0, afterMs: 170 },
          { action: 'show', tab: 0, afterMs: 18_735 },
          { action: 'suspend', tab: 0, afterMs: 451 },
          { action: 'show', tab: 0, afterMs: 48 },
          { action: 'close', tab: 3, afterMs: 7065 },
          { action: 'suspend-leader', tab: 0, afterMs: 19_474 },
          { action: 'show', tab: 2, afterMs: 4 },
          { action: 'show', tab: 1, afterMs: 540 },
          { action: 'freeze', tab: 5, afterMs: 0 },
        ],
      ],
    },
    {
      example: [
        { seed: 0, throttlesHidden: false, losesMessages: false, delayMs: 500 },
        [
          { action: 'open', tab: 0, afterMs: 802 },
          { action: 'open', tab: 0, afterMs: 519 },
          { action: 'suspend-leader', tab: 0, afterMs: 0 },
          { action: 'freeze', tab: 5, afterMs: 0 },
          { action: 'open-hidden', tab: 0, afterMs: 0 },
          { action: 'open', tab: 0, afterMs: 519 },
        ],
      ],
    },
  ],
  ...TABS_REGRESSIONS,
}
