import { readFileSync } from 'node:fs'
import { descendantsOf } from '../../../faults/browsers/engines/process-tree'

const BALLAST_BYTES = 100_000_000
const PAGE_BYTES = 4096

interface PageProcess {
  /** Evaluates in the page. */
  evaluate(expression: string): Promise<unknown>
  readonly browserPid: number
  /** Whether this command line is that of a process of pages. */
  isOfPages(command: string): boolean
}

/**
 * Kills the process of a page. No driver names it, so the page takes much memory, and the process that grows most is the one.
 * Throws if the growth names no process.
 */
export async function killPageOf({ evaluate, browserPid, isOfPages }: PageProcess): Promise<void> {
  const processes = descendantsOf(browserPid).filter((pid) => isOfPages(readProc(pid, 'cmdline')))
  const before = new Map(processes.map((pid) => [pid, memoryOf(pid)]))
  await evaluate(`void (globalThis.ballast = new Uint8Array(${BALLAST_BYTES}).fill(1))`)
  const grown = processes.filter((pid) => memoryOf(pid) - before.get(pid)! > BALLAST_BYTES * 0.8)
  if (grown.length !== 1) throw new Error(`expected one process that grew, but there are ${grown.length}`)
  process.kill(grown[0]!, 'SIGKILL')
}

/** Resident memory in bytes: the second field of /proc/<pid>/statm (proc(5)). */
const memoryOf = (pid: number): number => Number(readProc(pid, 'statm').split(' ')[1] ?? 0) * PAGE_BYTES

function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    // The process has ended.
    return ''
  }
}
