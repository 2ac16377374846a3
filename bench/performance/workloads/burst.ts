import { withTab, measureBurst, mount } from '../harness/measure'
import type { PageConfig } from '../page/bench'
import { ALL_CANDIDATES, type Goal, type Workload } from './workload'

const WARM_UP = 2000

const burst = (id: string, title: string, view: PageConfig['view'], count: number, goals: readonly Goal[]): Workload => ({
  id,
  title,
  candidates: ALL_CANDIDATES,
  goals: [...goals, { metric: 'callbacks', exactly: count }],
  measure: ({ chromium, feed }, candidate) =>
    withTab(chromium, feed, candidate, async (tab) => {
      await mount(tab, feed, { view, components: 1, url: feed.socketUrl })
      await measureBurst(tab, feed, { count: WARM_UP, from: 0, isKeyed: false }, 1)
      const figures = await measureBurst(tab, feed, { count, from: WARM_UP, isKeyed: false }, 1)
      const { task, script, renders, values, calls: callbacks, longTasks, longestMs } = figures
      return { task, script, renders, values, callbacks, longTasks, longestMs }
    }),
})

const NEAR_THE_LIMIT: readonly Goal[] = [
  { metric: 'script', floor: 'coalesced', most: 1.15 },
  { metric: 'task', floor: 'coalesced', most: 1.05 },
]

/** W1: one component shows the last of many messages. */
export const bursts: readonly Workload[] = [
  burst('burst-10k', '10,000 messages, a paragraph', 'text', 10_000, NEAR_THE_LIMIT),
  burst('burst-100k', '100,000 messages, a paragraph', 'text', 100_000, NEAR_THE_LIMIT),
  burst('burst-table', '10,000 messages, a table of 200 rows', 'table', 10_000, [
    { metric: 'task', floor: 'naive', most: 0.1 },
    { metric: 'task', floor: 'coalesced', most: 1.05 },
  ]),
]
