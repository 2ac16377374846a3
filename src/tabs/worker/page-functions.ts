import { systemClock } from '../../core/platform/clock'
import type { AbortSignalLike, Unsubscribe } from '../../core/vocabulary/wire'
import { fromSent } from '../protocol/errors'
import type { Answer } from '../protocol/messages'

/** A page that does not accept a call within this time, in ms, is frozen or busy. Timers of a background page do not delay it. */
const ACCEPT_MS = 1000
/** The second look, in ms. */
const LATE_MS = 50

/** The functions of one page, as the worker calls them. */
export interface PageFunctions {
  readonly names: ReadonlySet<string>
  /**
   * @param post Sends the call. Throws when the arguments cannot be cloned.
   * @param isLast Whether nobody else can be called in place of a page that does not react.
   */
  call(post: (call: number) => void, signal: AbortSignalLike, isLast: () => boolean): Promise<Answer>
  accepted(call: number): void
  returned(call: number, answer: Answer): void
  /** The page ended: its calls are declined. */
  end(): void
}

interface Pending {
  readonly stopWaiting: Unsubscribe
  settle(answer: Answer): void
}

const DECLINED: Answer = { outcome: 'declined' }

/** @param abort Tells the page that nobody waits for this call. */
export function createPageFunctions(names: readonly string[], abort: (call: number) => void): PageFunctions {
  const pending = new Map<number, Pending>()
  let lastCall = 0

  return {
    names: new Set(names),
    call: (post, signal, isLast) =>
      new Promise((resolve, reject) => {
        const call = ++lastCall
        const end = () => {
          pending.get(call)?.stopWaiting()
          pending.delete(call)
          signal.removeEventListener('abort', giveUp)
        }
        const giveUp = () => {
          end()
          abort(call)
          reject(signal.reason as Error)
        }
        const settle = (answer: Answer) => {
          end()
          resolve(answer)
        }
        const wait = (ms: number, then: () => void): void => {
          pending.set(call, { stopWaiting: systemClock.setTimer(then, ms), settle })
        }
        // If this worker was busy, the answer is waiting already.
        const waitForPage = () => wait(ACCEPT_MS, () => wait(LATE_MS, decide))
        const decide = () => {
          // Another page may come while the only one does not react.
          if (isLast()) return waitForPage()
          abort(call)
          settle(DECLINED)
        }
        post(call)
        waitForPage()
        signal.addEventListener('abort', giveUp)
      }),
    accepted: (call) => pending.get(call)?.stopWaiting(),
    returned: (call, answer) => pending.get(call)?.settle(answer),
    end() {
      for (const { settle } of [...pending.values()]) settle(DECLINED)
    },
  }
}

/**
 * Calls the candidates one after another, until one answers.
 *
 * @param candidates Asked again after each call, because pages come and go.
 * @returns Undefined when all have declined.
 */
export async function callFirst<Page>(
  candidates: () => readonly Page[],
  call: (page: Page, isLast: () => boolean) => Promise<Answer>,
  signal: AbortSignalLike,
  hasFallback = false,
): Promise<{ readonly result: unknown } | undefined> {
  const called = new Set<Page>()
  const next = () => candidates().find((page) => !called.has(page))
  for (let page = next(); page; page = next()) {
    if (signal.aborted) throw signal.reason as Error
    called.add(page)
    const answer = await call(page, () => !hasFallback && !next())
    if (answer.outcome === 'failed') throw fromSent(answer.error)
    if (answer.outcome === 'done') return answer
  }
  return undefined
}
