import type { Setup } from './setup'
import type { Trial } from './trial'

/** A case before it is known whether it can run. */
export interface CaseDefinition {
  readonly name: string
  /** The options without which it does not run. Undefined: it runs. */
  readonly needs?: string | undefined
  /** The longest time that the waits of the case take together. */
  readonly takesMs: number
  run(trial: Trial): Promise<void>
}

/** Cases about one subject. */
export type CaseFactory = (setup: Setup) => readonly CaseDefinition[]

/** The names of the options that are missing, or undefined when none is. */
export function needed(options: Readonly<Record<string, unknown>>): string | undefined {
  const names = Object.keys(options).filter((name) => options[name] === undefined || options[name] === false)
  return names.length > 0 ? names.join(', ') : undefined
}
