import { pause } from '../../support/wait-for'
import type { ServerProcess } from '../support/server-process'
import type { Tab } from './cdp'

/** What the page still holds after it had time to release everything. */
export interface PageRemains {
  readonly connections: number
  /** Sockets that the server counts, and socket objects in the page's heap. */
  readonly sockets: number
  readonly socketObjects: number
  readonly timers: number
  readonly listeners: number
  readonly nodes: number
  readonly heapUsed: number
}

/** Longer than any delay in the options of the page. Shorter than 5 s, the delay of a timer that is not cleared. */
const DEADLINE_MS = 4000

async function countObjects(tab: Tab, prototype: string): Promise<number> {
  const objectGroup = 'counting'
  const { result } = await tab.send<{ result: { objectId: string } }>('Runtime.evaluate', { expression: prototype, objectGroup })
  const { objects } = await tab.send<{ objects: { objectId: string } }>('Runtime.queryObjects', {
    prototypeObjectId: result.objectId,
    objectGroup,
  })
  const { result: count } = await tab.send<{ result: { value: number } }>('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: 'function () { return this.length }',
    returnByValue: true,
  })
  await tab.send('Runtime.releaseObjectGroup', { objectGroup })
  return count.value
}

async function measure(tab: Tab, server: ServerProcess): Promise<PageRemains> {
  for (let i = 0; i < 2; i++) await tab.send('HeapProfiler.collectGarbage')
  const [connections, timers] = await tab.evaluate<[number, number]>('[soak.connections(), soak.pending()]')
  const socketObjects = await countObjects(tab, 'WebSocket.prototype')
  await tab.send('HeapProfiler.collectGarbage')
  const { metrics } = await tab.send<{ metrics: { name: string; value: number }[] }>('Performance.getMetrics')
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)!.value
  return {
    connections,
    sockets: (await server.report()).alive,
    socketObjects,
    timers,
    listeners: metric('JSEventListeners'),
    nodes: metric('Nodes'),
    heapUsed: metric('JSHeapUsedSize'),
  }
}

/** Measures until nothing of the connections is left, or until the deadline. */
export async function settlePage(tab: Tab, server: ServerProcess): Promise<PageRemains> {
  const end = performance.now() + DEADLINE_MS
  for (;;) {
    const remains = await measure(tab, server)
    const { connections, sockets, socketObjects, timers } = remains
    if (connections + sockets + socketObjects + timers === 0 || performance.now() > end) return remains
    await pause(100)
  }
}
