import { withTab, measureBurst, mount } from './harness/measure'
import { withEnvironment } from './harness/environment'
import type { PageConfig } from './page/bench'

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly lineNumber: number } }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

// npm run bench:profile -- [candidate] [view] [components] [messages]
const [candidate = 'react/ours', view = 'keyed', components = '1000', count = '10000'] = process.argv.slice(2)
const LINES = 40

/** Prints the self time of each function during a burst, in ms. The bundle keeps function names. */
function report({ nodes, samples, timeDeltas }: Profile): void {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, `${callFrame.functionName || '(anonymous)'}:${callFrame.lineNumber + 1}`]))
  const selfTimes = new Map<string, number>()
  samples.forEach((id, i) => {
    const name = names.get(id)!
    selfTimes.set(name, (selfTimes.get(name) ?? 0) + timeDeltas[i]! / 1000)
  })
  const sorted = [...selfTimes].sort(([, a], [, b]) => b - a)
  for (const [name, ms] of sorted.slice(0, LINES)) console.log(ms.toFixed(1).padStart(8), name)
}

await withEnvironment(
  [candidate],
  ({ chromium, feed }) =>
    withTab(chromium, feed, candidate, async (tab) => {
      const config: PageConfig = { view: view as PageConfig['view'], components: Number(components), url: feed.socketUrl }
      const isKeyed = view === 'keyed'
      await mount(tab, feed, config)
      await measureBurst(tab, feed, { count: 2000, from: 0, isKeyed }, config.components)
      await tab.send('Profiler.enable')
      await tab.send('Profiler.setSamplingInterval', { interval: 100 })
      await tab.send('Profiler.start')
      await measureBurst(tab, feed, { count: Number(count), from: 2000, isKeyed }, config.components)
      const { profile } = await tab.send<{ profile: Profile }>('Profiler.stop')
      report(profile)
    }),
  true,
)
