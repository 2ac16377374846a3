import type { ConnectionSnapshot } from 'websocket-store'
import type { FromServer, ToServer } from '../protocol'

/** What the chat says about its connection. The seconds to the next attempt follow it. */
export function statusOf({ phase, attempt }: Pick<ConnectionSnapshot, 'phase' | 'attempt'>): string {
  if (phase === 'open') return 'Connected'
  return attempt === 0 ? 'Connecting' : 'Reconnecting'
}

export const secondsUntil = (time: number, now: number): string => `${Math.max(0, Math.ceil((time - now) / 1000))} s`

export const isChat = (message: FromServer) => message.type === 'message'

/** The texts that wait for the connection, in one room. */
export const waitingIn = (queued: readonly ToServer[], room: string): string[] =>
  queued.flatMap((message) => (message.type === 'say' && message.room === room ? [message.text] : []))
