import { setImmediate as nextTick, setTimeout as sleep } from 'node:timers/promises'
import type { Client } from './client'

const BATCH_SIZE = 250

/** Sends `count` frames as fast as the client reads them. Waits for a slow client and loses no frame. */
export const flood = async (client: Client, frame: (index: number) => string, count: number): Promise<number> => {
  const { socket } = client
  let sent = 0
  while (sent < count && socket.readyState === socket.OPEN && !client.isSilenced()) {
    if (!client.hasCapacity()) {
      await sleep(2)
      continue
    }
    const end = Math.min(count, sent + BATCH_SIZE)
    for (; sent < end; sent += 1) socket.send(frame(sent))
    // Let the server handle other clients between batches.
    await nextTick()
  }
  return sent
}
