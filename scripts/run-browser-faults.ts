import { BROWSER_NAMES } from '../tests/faults/browsers/engines/browser'
import { requireParts } from '../tests/faults/browsers/engines/required'
import { runFaultTable } from './fault-runs'

const node = (): string => {
  requireParts()
  return process.execPath
}

/** The fault table in real browsers, side by side. */
runFaultTable([{ engines: BROWSER_NAMES, config: 'vitest.faults-browsers.config.ts', node, timeoutMs: 9 * 60_000 }])
