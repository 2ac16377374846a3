import { startWorker } from '../kit/worker'
import type { ClientReport } from '../record/report'
import type { Truth } from '../truth'
import type { ClientSettings } from './client'
import type { Group } from './group'

export type SentSettings = Omit<ClientSettings, 'WebSocket'>

export type ClientRequest =
  /** Starts the clients if they are not started. */
  | { readonly type: 'start'; readonly clients: readonly SentSettings[]; readonly timeoutMs: number }
  | { readonly type: 'stall' }
  | { readonly type: 'finish'; readonly truth: Truth; readonly timeoutMs: number }

export interface NodeClients extends Group {
  /** The longest time for which the process did nothing since the last call. What was due meanwhile happened at once after it. */
  stallMs(): Promise<number>
  end(): void
}

/** Starts clients in a process of their own. */
export function startNodeClients(program: string, clients: readonly SentSettings[]): NodeClients {
  const worker = startWorker<ClientRequest>(program)
  return {
    untilSubscribed: async (timeoutMs) => void (await worker.send({ type: 'start', clients, timeoutMs })),
    stallMs: async () => (await worker.send({ type: 'stall' })) as number,
    finish: async (truth, timeoutMs) => (await worker.send({ type: 'finish', truth, timeoutMs })) as ClientReport[],
    end: worker.end,
  }
}
