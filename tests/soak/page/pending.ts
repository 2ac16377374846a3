// Loads before all other modules. Counts the timers and frames that have neither run nor been cancelled.

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

/** The tests use the timers of another frame, so that their uncountedTimeout waits are not counted. */
const frame = document.createElement('iframe')
document.body.append(frame)
const uncountedTimeout = frame.contentWindow!.setTimeout.bind(frame.contentWindow)

export const pause = (ms: number): Promise<void> => new Promise((resolve) => uncountedTimeout(resolve, ms))

export async function until(what: string, check: () => boolean): Promise<void> {
  const end = performance.now() + 20_000
  while (!check()) {
    if (performance.now() > end) throw new Error(`still waiting for: ${what}`)
    await pause(4)
  }
}
