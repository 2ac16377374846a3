import { readdirSync, readFileSync } from 'node:fs'

/** Signals a process and all that descend from it; children first would let a parent notice. */
export function sendToTree(root: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of treeOf(root, childrenOfAll()))
    try {
      process.kill(pid, signal)
    } catch {
      // It ended meanwhile.
    }
}

function treeOf(root: number, children: ReadonlyMap<number, readonly number[]>): number[] {
  return [root, ...(children.get(root) ?? []).flatMap((child) => treeOf(child, children))]
}

/** The children of each process, from the fourth field of /proc/<pid>/stat (proc(5)). */
function childrenOfAll(): Map<number, number[]> {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = parentOf(name)
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  return children
}

function parentOf(pid: string): number | undefined {
  try {
    // The second field, a name in parentheses, may hold anything.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) \S+ /s, '').split(' ')[0])
  } catch {
    return undefined
  }
}
