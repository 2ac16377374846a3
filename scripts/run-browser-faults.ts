import { BROWSER_NAMES } from '../tests/faults/browsers/engines/browser'
import { runFaultTable } from './fault-runs'

/** The fault table in real browsers, one after the other. */
runFaultTable(
  BROWSER_NAMES.map((browser) => ({ engines: [browser], config: 'vitest.faults-browsers.config.ts', timeoutMs: 4 * 60_000 })),
)
