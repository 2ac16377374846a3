/** The text of an error, for the status line. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown error')
