import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

/** What nobody holds any more is gone afterwards. */
export async function collectGarbage(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    // A WeakRef that was just made or read holds its target until the end of the task.
    await new Promise((resolve) => setTimeout(resolve))
    gc()
  }
}
