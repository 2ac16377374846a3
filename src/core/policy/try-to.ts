/** Runs what a user, a socket or a listener may make throw. Without `report`, what it minds is not ours to mend. */
export function tryTo(run: () => void, report?: (error: unknown) => void): void {
  try {
    run()
  } catch (error) {
    report?.(error)
  }
}
