export interface Broadcast {
  /** Sends a copy to every other open channel of this name. */
  post(message: unknown): void
  /** A closed channel receives nothing, so its page can enter the back-forward cache. */
  close(): void
}

export const hasBroadcast = (): boolean => typeof BroadcastChannel === 'function'

export function openBroadcast(name: string, receive: (message: unknown) => void): Broadcast {
  const channel = new BroadcastChannel(name)
  channel.onmessage = (event: MessageEvent<unknown>) => receive(event.data)
  let isOpen = true
  return {
    post(message) {
      // A closed channel would throw.
      if (isOpen) channel.postMessage(message)
    },
    close() {
      isOpen = false
      channel.close()
    },
  }
}
