import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect } from 'vitest'
import { REGRESSIONS } from './regressions'

/** Runs of each property. Set FC_RUNS for more than the default. */
export const RUNS = Number(process.env.FC_RUNS ?? 200)

/** FC_SEED repeats the random values of a run. Without it they are new ones. */
const SEED = process.env.FC_SEED === undefined ? {} : { seed: Number(process.env.FC_SEED) }

/** Timeout of a property, in ms. */
export const PROPERTY_TIMEOUT_MS = 20_000 + RUNS * 60

/** A past failure, as stored in `regressions.ts`. */
export type Regression = { readonly example: readonly unknown[] } | { readonly seed: number; readonly path: string }

/**
 * Checks a property: first with every past failure, then with random values. A failure prints the line to add to
 * `regressions.ts`.
 */
export function holds<Ts extends unknown[]>(property: fc.IPropertyWithHooks<Ts>): void {
  const past = REGRESSIONS[currentTest()] ?? []
  for (const each of past) if ('seed' in each) fc.assert(property, { ...each, numRuns: 1, reporter: report })
  fc.assert(property, { ...SEED, numRuns: RUNS, examples: examplesOf<Ts>(past), reporter: report })
}

/**
 * `holds` for an asynchronous property.
 *
 * @param maxRuns Limits the runs of a slow property.
 */
export async function holdsAsync<Ts extends unknown[]>(property: fc.IAsyncPropertyWithHooks<Ts>, maxRuns = RUNS): Promise<void> {
  const past = REGRESSIONS[currentTest()] ?? []
  const asyncReporter = async (details: fc.RunDetails<Ts>) => report(details)
  for (const each of past) if ('seed' in each) await fc.assert(property, { ...each, numRuns: 1, asyncReporter })
  await fc.assert(property, { ...SEED, numRuns: Math.min(RUNS, maxRuns), examples: examplesOf<Ts>(past), asyncReporter })
}

const currentTest = (): string => expect.getState().currentTestName?.split(' > ').at(-1) ?? ''

const examplesOf = <Ts extends unknown[]>(past: readonly Regression[]): Ts[] =>
  past.flatMap((each) => ('example' in each ? [each.example as Ts] : []))

function report<Ts>(details: fc.RunDetails<Ts>): void {
  if (!details.failed) return
  const { counterexample, counterexamplePath, seed, errorInstance } = details
  // Data is stored as it is, so it survives a change of the generators. A value with functions can only be found by its path.
  const isData = counterexample !== null && isDeepStrictEqual(JSON.parse(JSON.stringify(counterexample)), counterexample)
  const entry = isData ? `{ example: ${JSON.stringify(counterexample)} }` : `{ seed: ${seed}, path: '${counterexamplePath}' }`
  throw new Error(
    `${fc.defaultReportMessage(details)}\n\nTo run this case first in the future, add to tests/support/regressions.ts:\n` +
      `  '${currentTest()}': [${entry}],\n`,
    { cause: errorInstance },
  )
}

/** Uniform in [0, 1), the same numbers for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
