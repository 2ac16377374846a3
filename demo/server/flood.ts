import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Client } from './client'

const BUNDLE = 250

/** Sends `count` frames as fast as the client takes them: it waits for a slow one instead of losing any. */
export const flood = async (client: Client, frame: (index: number) => string, count: number): Promise<number> => {
  const { socket } = client
  let sent = 0
  while (sent < count && socket.readyState === socket.OPEN && !client.isSilenced()) {
    if (!client.isKeepingUp()) {
      await sleep(2)
      continue
    }
    const end = Math.min(count, sent + BUNDLE)
    for (; sent < end; sent += 1) socket.send(frame(sent))
    // Others want to be served in between.
    await nextTurn()
  }
  return sent
}
