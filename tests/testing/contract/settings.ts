import { WebSocket } from 'ws'
import type { Codec, ConnectionUrl } from 'websocket-store'
import { serverContract, type ServerContractOptions } from 'websocket-store/testing'
import { codec, type FromServer, type ToServer } from './chat-server'

/** Short, so that faults are found soon, and long enough for a busy machine. */
export const fast = {
  WebSocket,
  codec,
  reconnect: { delay: () => 20 },
  connectTimeoutMs: 1000,
  closeTimeoutMs: 500,
  answerWithinMs: 1000,
}
export const heartbeat = { intervalMs: 100, timeoutMs: 400 }

type ChatOptions = Partial<ServerContractOptions<Codec<FromServer, ToServer>, number>>

/** The error of the one case whose name contains `part`; undefined if it passes. */
export async function failureOf(url: ConnectionUrl, part: string, options: ChatOptions = {}): Promise<string | undefined> {
  const contract = serverContract(url, { ...fast, ...options })
  const found = contract.filter(({ name }) => name.includes(part))
  if (found.length !== 1) throw new Error(`${found.length} cases contain "${part}": ${contract.map(({ name }) => name).join('; ')}`)
  try {
    await found[0]!.run()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
