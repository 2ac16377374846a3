import type { Chromium } from './cdp'

interface TraceEvent {
  readonly pid: number
  readonly tid: number
  readonly ph: string
  readonly name: string
  /** µs on the clock of the thread: what other processes take does not count. */
  readonly tdur?: number
  readonly args: { readonly name?: string }
}

const MAIN_THREAD = 'CrRendererMain'
/** Shorter tasks are of no interest. */
const LEAST_MS = 10

/**
 * Records how much processor time the tasks of pages take. The long tasks that a page can observe are on the wall clock: on
 * a busy machine most of them were merely made to wait.
 *
 * @returns How to stop, and to learn the tasks in ms, the longest first.
 */
export async function traceTasks(chromium: Chromium): Promise<() => Promise<number[]>> {
  const mainThreads = new Set<string>()
  const tasks: { readonly thread: string; readonly ms: number }[] = []
  const stopListening = chromium.on<{ value: TraceEvent[] }>('Tracing.dataCollected', ({ value }) => {
    for (const { pid, tid, ph, name, tdur = 0, args } of value) {
      const thread = `${pid} ${tid}`
      if (name === 'thread_name' && args.name === MAIN_THREAD) mainThreads.add(thread)
      if (ph === 'X' && name.endsWith('::RunTask') && tdur > LEAST_MS * 1000) tasks.push({ thread, ms: tdur / 1000 })
    }
  })
  await chromium.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { recordMode: 'recordUntilFull', includedCategories: ['toplevel'], excludedCategories: ['*'] },
  })
  return async () => {
    const isComplete = new Promise<void>((resolve) => {
      const stop = chromium.on('Tracing.tracingComplete', () => {
        stop()
        resolve()
      })
    })
    await chromium.send('Tracing.end')
    await isComplete
    stopListening()
    if (mainThreads.size === 0) throw new Error('The trace names no main thread: this version of Chromium calls it otherwise.')
    const ofPages = tasks.filter(({ thread }) => mainThreads.has(thread)).map(({ ms }) => Math.round(ms))
    return ofPages.sort((a, b) => b - a)
  }
}
