import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { production } from '../harness/bundle'

const script = fileURLToPath(new URL('node-heap.ts', import.meta.url))

/** W6: most that an idle connection may weigh in Node beyond its raw socket, in bytes. */
export const MOST_NODE_HEAP = 4096

/** Bytes of heap of an idle connection beyond its raw socket, of 1,000 in Node. The server weighs the same in both. */
export function measureNodeHeap(): number {
  const folder = mkdtempSync(join(tmpdir(), 'websocket-store-bench-'))
  const outfile = join(folder, 'node-heap.cjs')
  try {
    // Bundled, because what loads TypeScript on the fly gives functions properties that weigh more than they do.
    buildSync({ ...production, mainFields: ['module', 'main'], platform: 'node', format: 'cjs', entryPoints: [script], outfile })
    const bytesOf = (kind: 'raw' | 'ours') => Number(execFileSync(process.execPath, ['--expose-gc', outfile, kind], { encoding: 'utf8' }))
    return bytesOf('ours') - bytesOf('raw')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
