const SECOND = 1000

export interface Ticker {
  /** Calls the function once a second, starting one second from now. Running already: nothing changes. */
  start(): void
  stop(): void
}

/** For texts that count seconds. Runs only while its view is visible. */
export function createTicker(tick: () => void): Ticker {
  let timer: ReturnType<typeof setInterval> | undefined
  return {
    start: () => {
      timer ??= setInterval(tick, SECOND)
    },
    stop: () => {
      clearInterval(timer)
      timer = undefined
    },
  }
}
