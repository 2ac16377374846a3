/** Calls `onTimeout` once. The timer does not keep a Node process alive. */
export function startCloseTimer(closeTimeoutMs: number, onTimeout: () => void): () => void {
  const timer: unknown = setTimeout(onTimeout, closeTimeoutMs)
  if (typeof timer === 'object') (timer as { unref?(): void }).unref?.()
  return () => clearTimeout(timer as number)
}
