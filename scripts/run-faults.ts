import type { Engine } from '../tests/faults/rows'
import { runFaultTable, type FaultRun } from './fault-runs'
import { nodeOf } from './node-versions'

const nodeRun = (engines: readonly Engine[], major?: number): FaultRun => ({
  engines,
  config: 'vitest.faults.config.ts',
  timeoutMs: 3 * 60_000,
  ...(major && { node: () => theNode(major) }),
})

function theNode(major: number): string {
  try {
    return nodeOf(major)
  } catch (error) {
    throw new Error(`Node ${major} could not be had through npm; is the registry within reach?\n${String(error)}`, { cause: error })
  }
}

/** The fault table on every WebSocket that Node programs use. */
runFaultTable([nodeRun(['ws', 'websocket']), nodeRun(['node-22'], 22), nodeRun(['node-24'], 24)])
