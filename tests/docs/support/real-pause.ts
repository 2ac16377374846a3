import { MessageChannel } from 'node:worker_threads'

/** Waits in real time while fake timers replace `setTimeout`, but not `performance`. */
export async function realPause(ms: number): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  const end = performance.now() + ms
  while (performance.now() < end) {
    await new Promise<void>((resolve) => {
      port1.once('message', () => resolve())
      port2.postMessage(null)
    })
  }
  port1.close()
}
