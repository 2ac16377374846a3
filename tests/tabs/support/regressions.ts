import type { Regression } from '../../support/property'

/** Past failures of the properties of tabs. */
export const TABS_REGRESSIONS: Readonly<Record<string, readonly Regression[]>> = {
  'each page gets each message of a channel once and in order, or a state, or the word that some were lost, and none waits for ever': [
    {
      example: [
        { saysVerdict: false, replaysFirst: false, kept: 0, hasPositions: false, isLoaded: false },
        [
          { do: 'open' }, { do: 'answer', isRefusing: false, faults: [] },
          { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'resubscribe', page: 0 },
          { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'answer', isRefusing: false, faults: [] },
          { do: 'sleep', page: 0 }, { do: 'change', level: 0, amount: 0, fault: 'none' },
        ],
      ],
    },
    {
      example: [
        { saysVerdict: false, replaysFirst: false, kept: 0, hasPositions: true, isLoaded: false },
        [
          { do: 'leave', page: 1 }, { do: 'open' },
          { do: 'answer', isRefusing: false, faults: [] }, { do: 'change', level: 0, amount: 0, fault: 'none' },
          { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'change', level: 0, amount: 0, fault: 'late' },
          { do: 'sleep', page: 0 }, { do: 'sleep', page: 2 },
          { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'freeze', page: 0 },
          { do: 'advance', ms: 20 },
        ],
      ],
    },
    {
      example: [
        { saysVerdict: false, replaysFirst: false, kept: 0, hasPositions: false, isLoaded: false },
        [
          { do: 'leave', page: 2 }, { do: 'open' },
          { do: 'answer', isRefusing: false, faults: [] }, { do: 'freeze', page: 2 },
          { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'advance', ms: 10 },
          { do: 'open' }, { do: 'crash', page: 0 },
          { do: 'answer', isRefusing: true, faults: [] }, { do: 'resubscribe', page: 2 },
          { do: 'change', level: 0, amount: 0, fault: 'none' },
        ],
      ],
    },
    {
      example: [
        { saysVerdict: false, replaysFirst: false, kept: 0, hasPositions: false, isLoaded: false },
        [
          { do: 'open' }, { do: 'answer', isRefusing: false, faults: [] },
          { do: 'freeze', page: 2 }, { do: 'leave', page: 2 },
          { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'advance', ms: 10 },
          { do: 'load', isFailing: true, staleBy: 0 }, { do: 'load', isFailing: true, staleBy: 0 },
          { do: 'join', page: 0 }, { do: 'freeze', page: 0 },
          { do: 'change', level: 0, amount: 0, fault: 'none' },
        ],
      ],
    },
    {
      example: [
        { saysVerdict: true, replaysFirst: false, kept: 100, hasPositions: true, isLoaded: true },
        [
          { do: 'open' }, { do: 'answer', isRefusing: false, faults: [] },
          { do: 'leave', page: 0 }, { do: 'load', isFailing: false, staleBy: 0 },
          { do: 'change', level: 0, amount: 0, fault: 'late' }, { do: 'sleep', page: 0 },
          { do: 'sleep', page: 0 }, { do: 'open' },
          { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'sleep', page: 0 },
        ],
      ],
    },
    {
      example: [
        { saysVerdict: false, replaysFirst: false, kept: 0, hasPositions: true, isLoaded: false },
        [
          { do: 'open' }, { do: 'answer', isRefusing: false, faults: [] },
          { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'sleep', page: 0 },
          { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'change', level: 0, amount: 0, fault: 'late' },
          { do: 'advance', ms: 0 }, { do: 'advance', ms: 0 },
          { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'sleep', page: 0 },
        ],
      ],
    },
    {
      example: [
        { saysVerdict: true, replaysFirst: false, kept: 100, hasPositions: true, isLoaded: true },
        [
          { do: 'open' }, { do: 'answer', isRefusing: false, faults: [] },
          { do: 'change', level: 0, amount: 0, fault: 'late' }, { do: 'crash', page: 0 },
          { do: 'sleep', page: 2 }, { do: 'change', level: 0, amount: 0, fault: 'none' },
          { do: 'leave', page: 2 }, { do: 'load', isFailing: false, staleBy: 2 },
        ],
      ],
    },
    {
      example: [
        { saysVerdict: true, replaysFirst: false, kept: 0, hasPositions: true, isLoaded: false },
        [
          { do: 'open' }, { do: 'answer', isRefusing: false, faults: [] },
          { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'change', level: 0, amount: 0, fault: 'late' },
          { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'flush' },
          { do: 'answer', isRefusing: false, faults: [] }, { do: 'change', level: 0, amount: 0, fault: 'none' },
          { do: 'sleep', page: 0 }, { do: 'change', level: 0, amount: 0, fault: 'none' },
        ],
      ],
    },
    {
      example: [
        { saysVerdict: true, replaysFirst: false, kept: 100, hasPositions: true, isLoaded: true },
        [
          { do: 'open' }, { do: 'freeze', page: 0 },
          { do: 'answer', isRefusing: false, faults: [] }, { do: 'change', level: 0, amount: 0, fault: 'late' },
          { do: 'load', isFailing: false, staleBy: 1 }, { do: 'change', level: 0, amount: 0, fault: 'none' },
          { do: 'flush' }, { do: 'advance', ms: 501 },
          { do: 'load', isFailing: true, staleBy: 0 }, { do: 'leave', page: 0 },
          { do: 'change', level: 0, amount: 0, fault: 'none' },
        ],
      ],
    },
    {
      example: [
        { saysVerdict: false, replaysFirst: false, kept: 0, hasPositions: true, isLoaded: true },
        [
          { do: 'open' }, { do: 'leave', page: 2 },
          { do: 'answer', isRefusing: false, faults: [] }, { do: 'load', isFailing: false, staleBy: 0 },
          { do: 'advance', ms: 10 }, { do: 'load', isFailing: true, staleBy: 0 },
          { do: 'sleep', page: 0 }, { do: 'crash', page: 1 },
        ],
      ],
    },
    {
      example: [
        { saysVerdict: true, replaysFirst: true, kept: 100, hasPositions: true, isLoaded: false },
        [
          { do: 'open' }, { do: 'answer', isRefusing: false, faults: [] },
          { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'change', level: 0, amount: 0, fault: 'none' },
          { do: 'sleep', page: 1 }, { do: 'crash', page: 0 },
          { do: 'restart', isLossy: false }, { do: 'restart', isLossy: false },
          { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'join', page: 0 },
        ],
      ],
    },
    {
      example: [
        { saysVerdict: false, replaysFirst: false, kept: 0, hasPositions: false, isLoaded: false },
        [
          { do: 'open' }, { do: 'answer', isRefusing: false, faults: [] }, { do: 'change', level: 0, amount: 0, fault: 'none' },
          { do: 'restart', isLossy: false }, { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'open' },
          { do: 'answer', isRefusing: false, faults: [] }, { do: 'sleep', page: 0 }, { do: 'change', level: 0, amount: 0, fault: 'none' },
          { do: 'load', isFailing: true, staleBy: 0 }, { do: 'change', level: 0, amount: 0, fault: 'none' }, { do: 'freeze', page: 0 },
          { do: 'load', isFailing: true, staleBy: 0 },
        ],
      ],
    },
  ],
  'never replaces a leader that runs while the server answers and no message is lost': [
    {
      example: [
        { seed: 0, throttlesHidden: false, losesMessages: false, delayMs: 4 },
        [{ action: 'open', tab: 0, afterMs: 0 }, { action: 'suspend', tab: 0, afterMs: 4 }, { action: 'open', tab: 0, afterMs: 0 }, { action: 'freeze', tab: 4, afterMs: 1 }, { action: 'freeze', tab: 5, afterMs: 18 }, { action: 'resume', tab: 1, afterMs: 0 }, { action: 'close-leader', tab: 0, afterMs: 21 }, { action: 'resume', tab: 3, afterMs: 1 }, { action: 'resume', tab: 0, afterMs: 21 }],
      ],
    },
    {
      example: [
        { seed: 0, throttlesHidden: false, losesMessages: false, delayMs: 4 },
        [
          { action: 'open', tab: 0, afterMs: 5 },
          { action: 'suspend', tab: 1, afterMs: 2 },
          { action: 'open', tab: 0, afterMs: 0 },
          { action: 'suspend-leader', tab: 0, afterMs: 10 },
          { action: 'close', tab: 5, afterMs: 15007 },
          { action: 'thaw', tab: 0, afterMs: 0 },
          { action: 'close-leader', tab: 0, afterMs: 20 },
          { action: 'open', tab: 0, afterMs: 0 },
          { action: 'open', tab: 0, afterMs: 2004 },
          { action: 'resume', tab: 0, afterMs: 0 },
        ],
      ],
    },
    {
      example: [
        { seed: 0, throttlesHidden: false, losesMessages: false, delayMs: 500 },
        [
          { action: 'open', tab: 0, afterMs: 0 },
          { action: 'open', tab: 0, afterMs: 1780 },
          { action: 'suspend', tab: 0, afterMs: 0 },
          { action: 'close-leader', tab: 0, afterMs: 3746 },
          { action: 'close', tab: 3, afterMs: 1358 },
          { action: 'open', tab: 0, afterMs: 0 },
          { action: 'thaw', tab: 0, afterMs: 4560 },
        ],
      ],
    },
    {
      example: [
        { seed: 0, throttlesHidden: false, losesMessages: false, delayMs: 4 },
        [
          { action: 'open', tab: 0, afterMs: 0 },
          { action: 'close-leader', tab: 0, afterMs: 2 },
          { action: 'suspend', tab: 0, afterMs: 2 },
          { action: 'close', tab: 3, afterMs: 7 },
          { action: 'open', tab: 0, afterMs: 0 },
          { action: 'open', tab: 0, afterMs: 5 },
          { action: 'hide', tab: 1, afterMs: 5 },
          { action: 'freeze', tab: 1, afterMs: 13 },
          { action: 'open', tab: 0, afterMs: 18 },
          { action: 'close', tab: 2, afterMs: 0 },
          { action: 'open', tab: 0, afterMs: 1998 },
          { action: 'resume', tab: 0, afterMs: 2 },
        ],
      ],
    },
    {
      example: [
        { seed: 0, throttlesHidden: false, losesMessages: false, delayMs: 4 },
        [
          { action: 'suspend', tab: 0, afterMs: 0 },
          { action: 'open', tab: 0, afterMs: 0 },
          { action: 'open', tab: 0, afterMs: 0 },
          { action: 'suspend', tab: 5, afterMs: 0 },
          { action: 'close', tab: 4, afterMs: 16 },
          { action: 'open', tab: 0, afterMs: 0 },
          { action: 'hide', tab: 0, afterMs: 12 },
          { action: 'close-leader', tab: 0, afterMs: 3 },
          { action: 'open', tab: 0, afterMs: 2 },
          { action: 'thaw', tab: 0, afterMs: 2005 },
        ],
      ],
    },
    {
      example: [
        { seed: 0, throttlesHidden: true, losesMessages: false, delayMs: 500 },
        [
          { action: 'freeze', tab: 0, afterMs: 0 },
          { action: 'open-hidden', tab: 0, afterMs: 0 },
          { action: 'open', tab: 0, afterMs: 0 },
          { action: 'freeze', tab: 5, afterMs: 743 },
          { action: 'freeze', tab: 4, afterMs: 20_038 },
          { action: 'answer', tab: 0, afterMs: 82 },
          { action: 'thaw', tab: 4, afterMs: 4 },
          { action: 'open', tab: 0, afterMs: 0 },
        ],
      ],
    },
  ],
}
