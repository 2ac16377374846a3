import { readdirSync, readFileSync } from 'node:fs'

/** Sends a signal to a process and all its descendants. The parent is first, so that it does not notice the signal to its children. */
export function sendToTree(root: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of treeOf(root, childrenOfAll()))
    try {
      process.kill(pid, signal)
    } catch {
      // The process has ended.
    }
}

/** The ids of all processes that descend from a process. */
export const descendantsOf = (root: number): number[] => treeOf(root, childrenOfAll()).slice(1)

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
    // The second field is a name in parentheses, which can contain any character.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) \S+ /s, '').split(' ')[0])
  } catch {
    return undefined
  }
}
