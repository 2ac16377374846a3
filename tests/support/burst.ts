import type { TestServer } from './ws-server'

const PER_TURN = 20

/** Sends many messages in many pieces, as a network does. There are far more pieces than animation frames. */
export async function sendBurst(server: TestServer, messages: readonly string[]): Promise<void> {
  for (let start = 0; start < messages.length; start += PER_TURN) {
    for (const message of messages.slice(start, start + PER_TURN)) server.broadcast(message)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
