import type { TestServer } from './ws-server'

const PER_TURN = 20

/** Sends many messages as a network does: not all in one piece, but in far more pieces than there are frames. */
export async function sendBurst(server: TestServer, messages: readonly string[]): Promise<void> {
  for (let start = 0; start < messages.length; start += PER_TURN) {
    for (const message of messages.slice(start, start + PER_TURN)) server.broadcast(message)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
