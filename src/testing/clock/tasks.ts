/** A task that waits for its turn, and the timer that runs it where there is no message channel. */
interface Task {
  readonly run: () => void
  readonly timer: unknown
}

const queue: Task[] = []
let wake: (() => void) | undefined
const QUIET_ROUNDS = 3
/** Two ends that answer each other for ever never become quiet. */
const MAX_ROUNDS = 1000

interface NodeProcess {
  getBuiltinModule?(name: string): { MessageChannel: typeof MessageChannel } | undefined
}

/** jsdom under Jest has no `MessageChannel`, Node below it has one. */
function findMessageChannel(): typeof MessageChannel | undefined {
  if (typeof MessageChannel === 'function') return MessageChannel
  const { process } = globalThis as { process?: NodeProcess }
  return process?.getBuiltinModule?.('node:worker_threads')?.MessageChannel
}

function runNext(): void {
  const task = queue.shift()
  if (!task) return
  clearTimeout(task.timer as number)
  task.run()
}

function createWake(): () => void {
  const Channel = findMessageChannel()
  if (!Channel) return () => {}
  const { port1, port2 } = new Channel()
  const port = port1 as MessagePort & { ref?(): void; unref?(): void }
  port.onmessage = () => {
    runNext()
    // An open port would keep a Node process alive.
    if (queue.length === 0) port.unref?.()
  }
  port.unref?.()
  return () => {
    port.ref?.()
    port2.postMessage(null)
  }
}

/**
 * Runs each function in a task of its own, in order. Fake timers cannot stop it: a message channel runs the task. They can
 * run it too, because it also has a timer: so a run of fake timers that advances the time sees everything that arrives on the way.
 */
export function postTask(run: () => void): void {
  wake ??= createWake()
  queue.push({ run, timer: setTimeout(runNext) })
  wake()
}

/** Resolves when no task waits any more, not even one that a promise callback of the last task started. */
export async function settle(): Promise<void> {
  let quiet = 0
  for (let rounds = 0; quiet < QUIET_ROUNDS && rounds < MAX_ROUNDS; rounds++) {
    await new Promise<void>((resolve) => postTask(resolve))
    quiet = queue.length === 0 ? quiet + 1 : 0
  }
}
