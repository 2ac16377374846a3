import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** CPU time of a thread in ms, from its `schedstat`. Unlike `stat`, it does not count in steps of 10 ms. */
export const cpuMsOf = (schedstat: string): number => Number(schedstat.split(' ')[0]) / 1e6

/** CPU time of all threads of these processes in ms, in the program and in the kernel. */
export function cpuOf(pids: readonly number[]): number {
  const threads = pids.flatMap((pid) => readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}/schedstat`))
  return threads.reduce((sum, file) => sum + cpuMsOf(readFileSync(file, 'utf8')), 0)
}

/** Resident memory in kB. */
export const memoryOf = (pid: number): number => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1])

export function requireCpuTimes(): void {
  if (!existsSync('/proc/self/schedstat')) throw new Error('This benchmark needs Linux with CONFIG_SCHED_INFO, to read /proc/<pid>/schedstat.')
}

/** What a process opens besides its sockets, at most. */
const OTHER_FILES = 200

/** Node has raised the soft limit to the hard one. Throws if it is still too low for this number of sockets in one process. */
export function requireOpenFiles(sockets: number): void {
  const needed = sockets + OTHER_FILES
  const limit = /^Max open files\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))![1]!
  if (limit === 'unlimited' || Number(limit) >= needed) return
  const remedy = `Raise the hard limit as root (ulimit -Hn ${needed}), or use --sockets ${Number(limit) - OTHER_FILES}.`
  throw new Error(`A process may open only ${limit} files, and ${sockets} sockets need ${needed}. ${remedy}`)
}
