import { withTab, measureBurst, mount } from '../harness/measure'
import { KEYS } from '../page/tick'
import { ALL_CANDIDATES, type Workload } from './workload'

const WARM_UP = 2000
const COUNT = 10_000

export const FAN_OUT_SIZES = [1, 10, 100, 1000] as const

const fanOut = (components: number): Workload => ({
  id: `fan-out-${components}`,
  title: components === 1 ? '1 component' : `${components.toLocaleString('en')} components`,
  candidates: ALL_CANDIDATES,
  goals: [
    { metric: 'task', floor: 'coalesced', most: 1.15 },
    { metric: 'wasted renders', exactly: 0 },
    { metric: 'stale', exactly: 0 },
  ],
  measure: ({ chromium, feed }, candidate) =>
    withTab(chromium, feed, candidate, async (tab) => {
      await mount(tab, feed, { view: 'keyed', components, url: feed.socketUrl })
      await measureBurst(tab, feed, { count: WARM_UP, from: 0, isKeyed: true }, components)
      const { task, script, renders, values, missing, longTasks, longestMs } = await measureBurst(
        tab,
        feed,
        { count: COUNT, from: WARM_UP, isKeyed: true },
        components,
      )
      const sent = (components * COUNT) / KEYS
      return { task, script, renders, 'wasted renders': renders - values, values, sent, stale: missing, longTasks, longestMs }
    }),
})

/** W2: many components on one socket. Each of them uses one message in a hundred. */
export const fanOuts: readonly Workload[] = FAN_OUT_SIZES.map(fanOut)
