import type { Chromium } from './cdp'

interface TraceEvent {
  readonly pid: number
  readonly tid: number
  readonly ph: string
  readonly name: string
  /** CPU time of the thread in µs. It does not include the time of other processes. */
  readonly tdur?: number
  readonly args: { readonly name?: string }
}

const MAIN_THREAD = 'CrRendererMain'
/** Shorter tasks are ignored. */
const MIN_TASK_MS = 10

/**
 * Records the CPU time of the tasks of pages. A page itself can observe only wall-clock durations, and on a busy machine most
 * of those long tasks only waited for the CPU.
 *
 * @returns A function that stops the trace and returns the tasks in ms, the longest first.
 */
export async function traceTasks(chromium: Chromium): Promise<() => Promise<number[]>> {
  const mainThreads = new Set<string>()
  const tasks: { readonly thread: string; readonly ms: number }[] = []
  const stopListening = chromium.on<{ value: TraceEvent[] }>('Tracing.dataCollected', ({ value }) => {
    for (const { pid, tid, ph, name, tdur = 0, args } of value) {
      const thread = `${pid} ${tid}`
      if (name === 'thread_name' && args.name === MAIN_THREAD) mainThreads.add(thread)
      if (ph === 'X' && name.endsWith('::RunTask') && tdur > MIN_TASK_MS * 1000) tasks.push({ thread, ms: tdur / 1000 })
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
    if (mainThreads.size === 0) throw new Error(`The trace contains no thread named ${MAIN_THREAD}. This version of Chromium uses another name.`)
    const ofPages = tasks.filter(({ thread }) => mainThreads.has(thread)).map(({ ms }) => Math.round(ms))
    return ofPages.sort((a, b) => b - a)
  }
}
