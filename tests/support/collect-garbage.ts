import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

/** Collects every object that has no references. */
export async function collectGarbage(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    // A WeakRef that was created or read in this task keeps its target until the task ends.
    await new Promise((resolve) => setTimeout(resolve))
    gc()
  }
}
