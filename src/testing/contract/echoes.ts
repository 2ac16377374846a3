import type { Client } from './client'
import { fail, showMs } from './failure'
import type { Setup } from './setup'
import { pause, until } from './trial'

/** A message that arrives twice does so soon after the first time. */
const DUPLICATE_WITHIN_MS = 200

interface Echoes {
  /** The numbers of the answers, in the order in which they arrived. */
  readonly seen: readonly number[]
  /** What `isEcho` threw. */
  readonly problem: string | undefined
}

export interface Recording extends Echoes {
  take(message: unknown): void
}

/** Records which of these numbers arrive, in which order. `isFor` is a function of the user. */
export function recordNumbers(numbers: readonly number[], isFor: (message: unknown, n: number) => boolean): Recording {
  const seen: number[] = []
  let problem: string | undefined
  return {
    seen,
    get problem() {
      return problem
    },
    take(message: unknown): void {
      try {
        // The next one in order is the most likely one.
        const next = numbers[seen.length]
        const n = next !== undefined && isFor(message, next) ? next : numbers.find((each) => isFor(message, each))
        if (n !== undefined) seen.push(n)
      } catch (error) {
        problem = error instanceof Error ? error.message : JSON.stringify(error)
      }
    },
  }
}

/** Sends that many messages, and returns a function that fails unless each is answered once and in order. */
export function sendNumbered(setup: Setup, client: Client, count: number, bytes = 0) {
  const echo = setup.options.echo!
  const numbers = Array.from({ length: count }, () => setup.nextNumber())
  const record = recordNumbers(numbers, (message, n) => echo.isEcho(message, n))
  client.connection.onMessage(record.take)
  const results = numbers.map((n) => client.connection.send(echo.message(n, bytes)))
  return {
    numbers,
    record,
    /** @param what For example 'that were sent while the connection was away'. */
    async expectAnswers(what: string, withinMs = setup.answerWithinMs): Promise<void> {
      await until(() => record.seen.length >= count || record.problem !== undefined, withinMs)
      await pause(DUPLICATE_WITHIN_MS)
      const dropped = results.filter((result) => result === 'dropped').length
      expectOnceInOrder(numbers, record, {
        what: `the messages ${what}`,
        remedy: dropped
          ? `${dropped} were dropped before they were sent: the \`queue\` option is too small for ${count} messages.`
          : `Answer each message once, in the order of arrival, within ${showMs(withinMs)}. Check \`echo.isEcho\` if the server does so.`,
        callback: 'echo.isEcho',
        state: client.describe(),
      })
    },
  }
}

interface Sequence {
  readonly what: string
  readonly remedy: string
  readonly callback: string
  readonly state: string
}

/** Fails unless exactly these numbers were seen, in this order. */
export function expectOnceInOrder(numbers: readonly number[], { seen, problem }: Echoes, { what, remedy, callback, state }: Sequence): void {
  const expected = `${what} arrive once, in order.`
  if (problem !== undefined) {
    fail({ happened: `\`${callback}\` threw: ${problem}`, expected, remedy: 'It is called with every message: return false for all others.' })
  }
  const missing = numbers.filter((n) => !seen.includes(n)).map((n) => numbers.indexOf(n) + 1)
  const twice = [...new Set(seen.filter((n, index) => seen.indexOf(n) < index))].map((n) => numbers.indexOf(n) + 1)
  const faults = [
    missing.length > 0 && `${missing.length} of ${numbers.length} did not arrive: ${list(missing)}`,
    twice.length > 0 && `${twice.length} arrived more than once: ${list(twice)}`,
    missing.length + twice.length === 0 && seen.some((n, index) => n !== numbers[index]) && `they arrived as ${list(seen.map((n) => numbers.indexOf(n) + 1))}`,
  ].filter((fault) => fault !== false)
  if (faults.length > 0) fail({ happened: `Of ${what}, ${faults.join('; ')}. ${state}.`, expected, remedy })
}

const MAX_LISTED = 10
const list = (positions: readonly number[]): string =>
  positions.slice(0, MAX_LISTED).map((position) => `number ${position}`).join(', ') + (positions.length > MAX_LISTED ? ', …' : '')
