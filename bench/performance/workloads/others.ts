import { setTimeout as sleep } from 'node:timers/promises'
import type { Tab } from '../harness/chromium'
import { collectGarbage, measureBurst, measureWork, mount, usageOf, withTab } from '../harness/measure'
import { median } from '../report/stats'
import { ALL_CANDIDATES, type Workload } from './workload'

const MOUNTS = 1000
const MOUNT_WARM_UP = 50

/** W3: a component that mounts and unmounts. */
export const churn: Workload = {
  id: 'churn',
  title: `${MOUNTS.toLocaleString('en')} mounts and unmounts`,
  candidates: ALL_CANDIDATES,
  repetitions: 3,
  goals: [{ metric: 'sockets', exactly: 1 }],
  measure: ({ chromium, feed }, candidate) =>
    withTab(chromium, feed, candidate, async (tab) => {
      const config = JSON.stringify({ view: 'text', components: 1, url: feed.socketUrl })
      const mountTimes = (times: number) => () => tab.evaluate(`bench.churn(${config}, ${times})`)
      await mountTimes(MOUNT_WARM_UP)()
      const { task, heap, server } = await measureWork(tab, feed, mountTimes(MOUNTS))
      return { task, 'heap per mount': heap / MOUNTS, sockets: server.opened }
    }),
}

const SENDS = 100_000
const SEND_WARM_UP = 2000
const MAX_FIRST_SENDS = 50

/** The server has the socket slightly before the page, and not every candidate queues messages until then. */
async function sendFirst(tab: Tab): Promise<void> {
  for (let attempt = 0; ; attempt++)
    try {
      return await tab.evaluate('bench.send(1)')
    } catch (error) {
      if (attempt === MAX_FIRST_SENDS) throw error
      await sleep(20)
    }
}

/** W4: the cost of sending. */
export const sending: Workload = {
  id: 'sending',
  title: `${SENDS.toLocaleString('en')} messages sent`,
  candidates: ALL_CANDIDATES,
  goals: [{ metric: 'task', floor: 'coalesced', most: 1.1 }],
  measure: ({ chromium, feed }, candidate) =>
    withTab(chromium, feed, candidate, async (tab) => {
      await mount(tab, feed, { view: 'sender', components: 1, url: feed.socketUrl })
      const send = (count: number, total: number) => async () => {
        await tab.evaluate(`bench.send(${count})`)
        await feed.run({ type: 'await', received: total })
      }
      await sendFirst(tab)
      // Its arrival shows that the socket is open. Before that, candidates queue messages, and drop some when there are too many.
      await feed.run({ type: 'await', received: 1 })
      await send(SEND_WARM_UP, 1 + SEND_WARM_UP)()
      const { task, script, server } = await measureWork(tab, feed, send(SENDS, 1 + SEND_WARM_UP + SENDS))
      return { task, script, received: server.received - 1 - SEND_WARM_UP }
    }),
}

/** Chromium allows 255 sockets per process group. */
const IDLE = 200

/** W6, in the browser: the heap of an idle connection. */
export const idleHeap: Workload = {
  id: 'idle-heap',
  title: `${IDLE} idle connections, each with a component`,
  candidates: ALL_CANDIDATES,
  repetitions: 3,
  goals: [{ metric: 'heap', floor: 'naive', over: 'difference', most: 4096 }],
  measure: ({ chromium, feed }, candidate) =>
    withTab(chromium, feed, candidate, async (tab) => {
      const config = { view: 'idle', components: IDLE, url: feed.socketUrl } as const
      // The first mount compiles code. That memory is not counted.
      await mount(tab, feed, { ...config, components: 1, url: `${feed.socketUrl}/first` })
      await collectGarbage(tab)
      const before = await usageOf(tab)
      await mount(tab, feed, config, IDLE)
      await collectGarbage(tab)
      const after = await usageOf(tab)
      return { heap: (after.heap - before.heap) / IDLE }
    }),
}

const DECODED = 1000
const READERS = 100

/** W7: how many times one message is parsed. */
export const decoding: Workload = {
  id: 'decoding',
  title: `JSON.parse for each message, ${READERS} components on one socket`,
  candidates: ALL_CANDIDATES,
  repetitions: 1,
  goals: [{ metric: 'parses', exactly: 1 }],
  measure: ({ chromium, feed }, candidate) =>
    withTab(chromium, feed, candidate, async (tab) => {
      await mount(tab, feed, { view: 'keyed', components: READERS, url: feed.socketUrl, extra: 'parses' })
      const { parses } = await measureBurst(tab, feed, { count: DECODED, from: 0, isKeyed: true }, READERS)
      return { parses: parses / DECODED }
    }),
}

const LATENCY_MESSAGES = 10
const EVERY_MS = 1000

/** W8: the time from a message to the change of the document, on an idle page. */
export const latency: Workload = {
  id: 'latency',
  title: 'one message a second',
  candidates: ALL_CANDIDATES,
  repetitions: 3,
  goals: [{ metric: 'latency', floor: 'coalesced', most: 1.1 }],
  measure: ({ chromium, feed }, candidate) =>
    withTab(chromium, feed, candidate, async (tab) => {
      await mount(tab, feed, { view: 'text', components: 1, url: feed.socketUrl, extra: 'latency' })
      await measureBurst(tab, feed, { count: 2000, from: 0, isKeyed: false }, 1)
      const { latenciesMs } = await measureWork(
        tab,
        feed,
        async () => {
          const ended = tab.evaluate('bench.ended()')
          await feed.run({ type: 'trickle', burst: { count: LATENCY_MESSAGES, from: 2000, isKeyed: false }, everyMs: EVERY_MS })
          await ended
        },
        1,
      )
      return { latency: median(latenciesMs), seen: latenciesMs.length }
    }),
}
