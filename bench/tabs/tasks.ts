import type { Tab } from '../performance/harness/chromium'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** µs. */
  readonly ts: number
  /** CPU time of the thread, in µs. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** Runs `work`, and returns the CPU time of the longest task of the main thread meanwhile, in ms. A busy machine does not change it. */
export async function longestTaskOf(tab: Tab, work: () => Promise<unknown>): Promise<number> {
  await tab.send('Tracing.start', { transferMode: 'ReturnAsStream', traceConfig: { includedCategories: ['toplevel', 'blink.user_timing', '__metadata'] } })
  await work()
  const complete = tab.next<{ stream: string }>('Tracing.tracingComplete')
  await tab.send('Tracing.end')
  const { stream } = await complete
  let text = ''
  for (let isEnd = false; !isEnd; ) {
    const { data, eof } = await tab.send<{ data: string; eof: boolean }>('IO.read', { handle: stream, size: 1 << 20 })
    text += data
    isEnd = eof
  }
  const { traceEvents } = JSON.parse(text) as { traceEvents: readonly TraceEvent[] }
  const isMain = new Set(traceEvents.filter(({ ph, args }) => ph === 'M' && args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}/${tid}`))
  // The tasks before and after are those of the tracing.
  const [from, to] = [markOf('first'), markOf('last')]
  const tasks = traceEvents.filter(({ name, ph, pid, tid, ts }) => ph === 'X' && name.endsWith('RunTask') && isMain.has(`${pid}/${tid}`) && ts > from && ts < to)
  if (tasks.length === 0) throw new Error('The trace contains no task of the main thread.')
  return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur / 1000), 0)

  function markOf(wanted: string): number {
    const mark = traceEvents.find(({ name }) => name === wanted)
    if (!mark) throw new Error(`The page has not marked its ${wanted} message.`)
    return mark.ts
  }
}
