import { inTab, measuredBurst, mount } from './harness/measure'
import { onStage } from './harness/stage'
import type { Scene } from './page/bench'

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly lineNumber: number } }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

// npm run bench:profile -- [candidate] [view] [components] [messages]
const [candidate = 'react/ours', view = 'keyed', components = '1000', count = '10000'] = process.argv.slice(2)
const LINES = 40

/** Where a burst spends its time: ms of each function itself, in a bundle that keeps its names. */
function report({ nodes, samples, timeDeltas }: Profile): void {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, `${callFrame.functionName || '(anonymous)'}:${callFrame.lineNumber + 1}`]))
  const spent = new Map<string, number>()
  samples.forEach((id, i) => {
    const name = names.get(id)!
    spent.set(name, (spent.get(name) ?? 0) + timeDeltas[i]! / 1000)
  })
  const sorted = [...spent].sort(([, a], [, b]) => b - a)
  for (const [name, ms] of sorted.slice(0, LINES)) console.log(ms.toFixed(1).padStart(8), name)
}

await onStage(
  [candidate],
  ({ chromium, feed }) =>
    inTab(chromium, feed, candidate, async (tab) => {
      const scene: Scene = { view: view as Scene['view'], components: Number(components), url: feed.socketUrl }
      const isKeyed = view === 'keyed'
      await mount(tab, feed, scene)
      await measuredBurst(tab, feed, { count: 2000, from: 0, isKeyed }, scene.components)
      await tab.send('Profiler.enable')
      await tab.send('Profiler.setSamplingInterval', { interval: 100 })
      await tab.send('Profiler.start')
      await measuredBurst(tab, feed, { count: Number(count), from: 2000, isKeyed }, scene.components)
      const { profile } = await tab.send<{ profile: Profile }>('Profiler.stop')
      report(profile)
    }),
  true,
)
