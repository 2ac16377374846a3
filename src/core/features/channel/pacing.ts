import { systemClock } from '../../platform/clock'
import type { Connection } from '../../vocabulary/connection'
import { canSendNow } from '../can-send-now'

/** Messages that belong together. */
export interface Job<Out> {
  /** Those that were not sent yet; at least one. */
  readonly messages: Out[]
  /** Called before each message. False discards it and the rest. */
  start?(): boolean
  /** Called when all were sent. */
  done?(): void
  /** Called when one could not be encoded; the rest is discarded. */
  failed?(error: unknown): void
}

export interface Pacer<Out> {
  send(job: Job<Out>): void
  /** Discards what waits. */
  clear(): void
}

/** Sends jobs in order. With a limit, messages are evenly spaced; without one, nothing waits and there is no timer. */
export function createPacer<In, Out>(connection: Connection<In, Out>, maxPerSecond: () => number | undefined): Pacer<Out> {
  let jobs: Job<Out>[] = []
  let cancelPause: (() => void) | null = null

  function endPause(): void {
    cancelPause = null
    run()
  }

  function run(): void {
    for (let job; !cancelPause && (job = jobs[0]); ) {
      const message = job.messages.shift() as Out
      const isLast = job.messages.length === 0
      const isWanted = canSendNow(connection) && job.start?.() !== false
      // Before it is sent: a socket may answer at once, which may add a job.
      if (isLast || !isWanted) jobs.shift()
      if (!isWanted) continue
      const limit = maxPerSecond()
      if (limit) cancelPause = systemClock.setTimer(endPause, 1000 / limit)
      try {
        connection.send(message, { queue: false })
        if (isLast) job.done?.()
      } catch (error) {
        systemClock.reportError(error)
        jobs = jobs.filter((other) => other !== job)
        job.failed?.(error)
      }
    }
  }

  return {
    send(job) {
      jobs.push(job)
      run()
    },
    clear() {
      jobs = []
      cancelPause?.()
      cancelPause = null
    },
  }
}
