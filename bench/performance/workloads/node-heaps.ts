import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { production } from '../harness/bundle'

const script = fileURLToPath(new URL('node-heap.ts', import.meta.url))

/** W6: maximum heap of an idle connection in Node beyond its raw socket, in bytes. */
export const MAX_NODE_HEAP = 4096

/** Bytes of heap per idle connection beyond its raw socket, measured with 1,000 in Node. Both runs include the same server. */
export function measureNodeHeap(): number {
  const folder = mkdtempSync(join(tmpdir(), 'websocket-store-bench-'))
  const outfile = join(folder, 'node-heap.cjs')
  try {
    // Bundled, because TypeScript loaders add properties to functions that use more memory than the functions.
    buildSync({ ...production, mainFields: ['module', 'main'], platform: 'node', format: 'cjs', entryPoints: [script], outfile })
    const bytesOf = (kind: 'raw' | 'ours') => Number(execFileSync(process.execPath, ['--expose-gc', outfile, kind], { encoding: 'utf8' }))
    return bytesOf('ours') - bytesOf('raw')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
