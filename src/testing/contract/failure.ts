export interface Failure {
  /** What happened, as a sentence. */
  readonly happened: string
  readonly expected: string
  /** What to change on the server, or in the options. */
  readonly remedy: string
}

/** Fails a case. Test runners show the text as it is. */
export function fail({ happened, expected, remedy }: Failure): never {
  throw new Error(`${happened}\nExpected: ${expected}\nRemedy: ${remedy}`)
}

/** A time for a text: `150 ms`, `2 s`. */
export const showMs = (ms: number): string => (ms >= 1000 ? `${Math.round(ms / 100) / 10} s` : `${Math.round(ms)} ms`)
