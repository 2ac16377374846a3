import { BROWSER_NAMES } from '../tests/faults/browsers/engines/browser'
import { requireParts } from '../tests/faults/browsers/engines/required'
import { runFaultTable } from './fault-runs'

const node = (): string => {
  requireParts()
  return process.execPath
}

/** Runs the fault table in all browsers in parallel. */
runFaultTable([{ engines: BROWSER_NAMES, config: 'tests/config/faults-browsers.ts', node, timeoutMs: 9 * 60_000 }])
