// Loaded before anything else: counts the timers and frames that are neither run nor cancelled.

const pending = new Set<string>()

type Schedule = (run: (...args: unknown[]) => void, ...more: unknown[]) => number

function count(kind: string, scheduleName: 'setTimeout' | 'requestAnimationFrame', cancelName: 'clearTimeout' | 'cancelAnimationFrame') {
  const schedule = window[scheduleName].bind(window) as unknown as Schedule
  const cancel = window[cancelName].bind(window)
  const counted: Schedule = (run, ...more) => {
    const id = schedule((...args) => {
      pending.delete(`${kind} ${id}`)
      run(...args)
    }, ...more)
    pending.add(`${kind} ${id}`)
    return id
  }
  const uncounted = (id: number) => {
    pending.delete(`${kind} ${id}`)
    cancel(id)
  }
  Object.assign(window, { [scheduleName]: counted, [cancelName]: uncounted })
}

count('timer', 'setTimeout', 'clearTimeout')
count('frame', 'requestAnimationFrame', 'cancelAnimationFrame')

export const pendingCount = (): number => pending.size

/** The page's own timers are taken here, so that waiting does not count. */
const frame = document.createElement('iframe')
document.body.append(frame)
const own = frame.contentWindow!.setTimeout.bind(frame.contentWindow)

export const pause = (ms: number): Promise<void> => new Promise((resolve) => own(resolve, ms))

export async function until(what: string, check: () => boolean): Promise<void> {
  const end = performance.now() + 20_000
  while (!check()) {
    if (performance.now() > end) throw new Error(`still waiting for: ${what}`)
    await pause(4)
  }
}
