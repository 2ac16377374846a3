/** Ends a process and its group when this process ends. Returns a function that ends it now. */
export function endWithUs(leader: number): () => void {
  const end = (): void => {
    process.off('exit', end)
    try {
      process.kill(-leader, 'SIGTERM')
    } catch {
      // It has already ended.
    }
  }
  process.once('exit', end)
  return end
}
