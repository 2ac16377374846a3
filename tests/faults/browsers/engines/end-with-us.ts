/** Ends a process and its group with this process at the latest; returns what does it now. */
export function endWithUs(leader: number): () => void {
  const end = (): void => {
    process.off('exit', end)
    try {
      process.kill(-leader, 'SIGTERM')
    } catch {
      // It ended by itself.
    }
  }
  process.once('exit', end)
  return end
}
