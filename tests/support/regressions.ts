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
}
