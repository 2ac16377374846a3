import type { Engine } from '../tests/faults/rows'
import { runFaultTable, type FaultRun } from './fault-runs'
import { nodeOf } from './node-versions'

const nodeRun = (engines: readonly Engine[], major?: number): FaultRun => ({
  engines,
  config: 'tests/config/faults.ts',
  timeoutMs: 3 * 60_000,
  ...(major && { node: () => requireNode(major) }),
})

function requireNode(major: number): string {
  try {
    return nodeOf(major)
  } catch (error) {
    throw new Error(`npm could not install Node ${major}. Check that the registry is reachable.\n${String(error)}`, { cause: error })
  }
}

/** Runs the fault table with each WebSocket implementation for Node. */
runFaultTable([nodeRun(['ws', 'websocket']), nodeRun(['node-22'], 22), nodeRun(['node-24'], 24)])
