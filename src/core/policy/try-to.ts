/** Runs code that may throw. Without `report` the error is ignored. */
export function tryTo(run: () => void, report?: (error: unknown) => void): void {
  try {
    run()
  } catch (error) {
    report?.(error)
  }
}
