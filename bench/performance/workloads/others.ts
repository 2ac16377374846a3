import { setTimeout as sleep } from 'node:timers/promises'
import type { Tab } from '../harness/chromium'
import { collectGarbage, inTab, measured, measuredBurst, mount, usageOf } from '../harness/measure'
import { median } from '../report/stats'
import { EVERYBODY, type Workload } from './workload'

const MOUNTS = 1000
const MOUNT_WARM_UP = 50

/** W3: a component that comes and goes. */
export const churn: Workload = {
  id: 'churn',
  title: `${MOUNTS.toLocaleString('en')} mounts and unmounts`,
  candidates: EVERYBODY,
  repetitions: 3,
  goals: [{ metric: 'sockets', exactly: 1 }],
  measure: ({ chromium, feed }, candidate) =>
    inTab(chromium, feed, candidate, async (tab) => {
      const scene = JSON.stringify({ view: 'text', components: 1, url: feed.socketUrl })
      const turn = (times: number) => () => tab.evaluate(`bench.churn(${scene}, ${times})`)
      await turn(MOUNT_WARM_UP)()
      const { task, heap, server } = await measured(tab, feed, turn(MOUNTS))
      return { task, 'heap per mount': heap / MOUNTS, sockets: server.opened }
    }),
}

const SENDS = 100_000
const SEND_WARM_UP = 2000
const MAX_FIRST_SENDS = 50

/** The server has a socket a moment before the page does, and not everybody queues what is sent until then. */
async function sendFirst(tab: Tab): Promise<void> {
  for (let attempt = 0; ; attempt++)
    try {
      return await tab.evaluate('bench.send(1)')
    } catch (error) {
      if (attempt === MAX_FIRST_SENDS) throw error
      await sleep(20)
    }
}

/** W4: what it costs to send. */
export const sending: Workload = {
  id: 'sending',
  title: `${SENDS.toLocaleString('en')} messages sent`,
  candidates: EVERYBODY,
  goals: [{ metric: 'task', floor: 'coalesced', most: 1.1 }],
  measure: ({ chromium, feed }, candidate) =>
    inTab(chromium, feed, candidate, async (tab) => {
      await mount(tab, feed, { view: 'sender', components: 1, url: feed.socketUrl })
      const send = (count: number, total: number) => async () => {
        await tab.evaluate(`bench.send(${count})`)
        await feed.order({ type: 'await', received: total })
      }
      await sendFirst(tab)
      await send(SEND_WARM_UP, 1 + SEND_WARM_UP)()
      const { task, script, server } = await measured(tab, feed, send(SENDS, 1 + SEND_WARM_UP + SENDS))
      return { task, script, received: server.received - 1 - SEND_WARM_UP }
    }),
}

/** Chromium gives a process group 255 sockets. */
const IDLE = 200

/** W6, in the browser: what a connection weighs that waits. */
export const idleHeap: Workload = {
  id: 'idle-heap',
  title: `${IDLE} idle connections, each with a component`,
  candidates: EVERYBODY,
  repetitions: 3,
  goals: [{ metric: 'heap', floor: 'naive', over: 'difference', most: 4096 }],
  measure: ({ chromium, feed }, candidate) =>
    inTab(chromium, feed, candidate, async (tab) => {
      const scene = { view: 'idle', components: IDLE, url: feed.socketUrl } as const
      // What is compiled once is not counted.
      await mount(tab, feed, { ...scene, components: 1, url: `${feed.socketUrl}/first` })
      await collectGarbage(tab)
      const before = await usageOf(tab)
      await mount(tab, feed, scene, IDLE)
      await collectGarbage(tab)
      const after = await usageOf(tab)
      return { heap: (after.heap - before.heap) / IDLE }
    }),
}

const DECODED = 1000
const READERS = 100

/** W7: how often one message is parsed. */
export const decoding: Workload = {
  id: 'decoding',
  title: `JSON.parse for each message, ${READERS} components on one socket`,
  candidates: EVERYBODY,
  repetitions: 1,
  goals: [{ metric: 'parses', exactly: 1 }],
  measure: ({ chromium, feed }, candidate) =>
    inTab(chromium, feed, candidate, async (tab) => {
      await mount(tab, feed, { view: 'keyed', components: READERS, url: feed.socketUrl, extra: 'parses' })
      const { parses } = await measuredBurst(tab, feed, { count: DECODED, from: 0, isKeyed: true }, READERS)
      return { parses: parses / DECODED }
    }),
}

const LATE = 10
const EVERY_MS = 1000

/** W8: from the message to the document, when there is nothing else to do. */
export const latency: Workload = {
  id: 'latency',
  title: 'one message a second',
  candidates: EVERYBODY,
  repetitions: 3,
  goals: [{ metric: 'latency', floor: 'coalesced', most: 1.1 }],
  measure: ({ chromium, feed }, candidate) =>
    inTab(chromium, feed, candidate, async (tab) => {
      await mount(tab, feed, { view: 'text', components: 1, url: feed.socketUrl, extra: 'latency' })
      await measuredBurst(tab, feed, { count: 2000, from: 0, isKeyed: false }, 1)
      const { latenciesMs } = await measured(
        tab,
        feed,
        async () => {
          const ended = tab.evaluate('bench.ended()')
          await feed.order({ type: 'trickle', burst: { count: LATE, from: 2000, isKeyed: false }, everyMs: EVERY_MS })
          await ended
        },
        1,
      )
      return { latency: median(latenciesMs), seen: latenciesMs.length }
    }),
}
