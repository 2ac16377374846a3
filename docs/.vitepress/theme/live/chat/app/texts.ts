import type { ConnectionSnapshot } from 'websocket-store'
import type { FromServer, ToServer } from '../protocol'

type State = Pick<ConnectionSnapshot, 'phase' | 'attempt' | 'queued'>

/** What the chat says about its connection. The seconds to the next attempt are shown apart from it. */
export function statusOf({ phase, attempt, queued }: State): string {
  if (phase === 'open') return 'Connected'
  const waits = queued === 0 ? '' : `, ${queued} to send`
  return `${attempt === 0 ? 'Connecting' : 'Reconnecting'}${waits}`
}

export const secondsUntil = (time: number, now: number): string => `${Math.max(0, Math.ceil((time - now) / 1000))} s`

export const isChat = (message: FromServer) => message.type === 'message'

/** The texts that wait for the connection, in one room. */
export const waitingIn = (queued: readonly ToServer[], room: string): string[] =>
  queued.flatMap((message) => (message.type === 'say' && message.room === room ? [message.text] : []))
