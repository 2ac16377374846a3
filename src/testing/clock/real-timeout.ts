interface WaitResult {
  readonly value: Promise<string> | string
}
type WaitAsync = (array: Int32Array, index: number, value: number, timeoutMs: number) => WaitResult

/** Fake timers of Vitest and Jest mark the functions that they replace. */
const isFake = (): boolean => 'clock' in setTimeout || '_isMockFunction' in setTimeout

/**
 * Runs the function after that time, also while fake timers replace `setTimeout`: there an atomic wait does it, where the
 * platform has one. Without one it never runs, and the timeout of the test runner applies. Returns a function that cancels.
 */
export function realTimeout(ms: number, run: () => void): () => void {
  let isCancelled = false
  const runUnlessCancelled = () => {
    if (!isCancelled) run()
  }
  if (!isFake()) {
    const timer = setTimeout(runUnlessCancelled, ms)
    return () => clearTimeout(timer)
  }
  const { waitAsync } = Atomics as { waitAsync?: WaitAsync }
  if (!waitAsync || typeof SharedArrayBuffer === 'undefined') return () => {}
  const word = new Int32Array(new SharedArrayBuffer(4))
  void Promise.resolve(waitAsync(word, 0, 0, ms).value).then(runUnlessCancelled)
  return () => {
    isCancelled = true
    Atomics.notify(word, 0)
  }
}
