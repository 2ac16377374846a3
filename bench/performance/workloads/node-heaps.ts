import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { buildSync } from 'esbuild'
import { production } from '../harness/bundle'

const script = fileURLToPath(new URL('node-heap.ts', import.meta.url))

/** W6: maximum heap of an idle connection in Node beyond its raw socket, in bytes. */
export const MAX_NODE_HEAP = 4096

/** So many that what a run allocates once, such as compiled code, is a few bytes for each of them. */
export const IDLE_CONNECTIONS = 4000

/** One run may differ from the next by 40 bytes, so the median of several counts. */
const RUNS = 5

const run = promisify(execFile)

/** Bytes of heap per idle connection beyond its raw socket in Node. Both runs include the same server. */
export async function measureNodeHeap(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'websocket-store-bench-'))
  const outfile = join(folder, 'node-heap.cjs')
  try {
    // Bundled, because TypeScript loaders add properties to functions that use more memory than the functions.
    buildSync({ ...production, mainFields: ['module', 'main'], platform: 'node', format: 'cjs', entryPoints: [script], outfile })
    const bytesOf = async (kind: 'raw' | 'ours') => {
      const runs = Array.from({ length: RUNS }, () => run(process.execPath, ['--expose-gc', outfile, kind, String(IDLE_CONNECTIONS)]))
      const bytes = (await Promise.all(runs)).map(({ stdout }) => Number(stdout))
      return bytes.sort((a, b) => a - b)[(RUNS - 1) / 2]!
    }
    return (await bytesOf('ours')) - (await bytesOf('raw'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
