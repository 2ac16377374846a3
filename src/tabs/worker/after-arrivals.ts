/** Calls back after the messages that have arrived at the ports of this worker, which wait in the same queue. */
export function afterArrivals(run: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    run()
  }
  port2.postMessage(null)
}
