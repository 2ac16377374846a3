import type { Fault } from '../../protocol'
import { formatCount } from '../shared/format'

export interface FaultTargets {
  readonly path: string
  /** Number of affected sockets. */
  readonly sockets: number
  /** Number of messages of a flood. */
  readonly count: number
}

/** The text that the page shows after the server has answered a fault request. */
export const outcomeOf = (fault: Fault, { path, sockets, count }: FaultTargets): string => {
  const targets = `${sockets} ${sockets === 1 ? 'socket' : 'sockets'} of ${path}`
  const noTargets = sockets === 0 ? `No sockets are connected to ${path}` : undefined
  switch (fault) {
    case 'drop':
      return `${noTargets ?? `Dropped ${targets}`}.`
    case 'refuse':
      return `${noTargets ?? `Dropped ${targets}`}. New connections get 503 for 10 s.`
    case 'silent':
      return `${noTargets ?? `Silenced ${targets}`}. New connections get no response for 15 s.`
    case 'close':
      return `${noTargets ?? `Closed ${targets}`}.`
    case 'flood':
      return noTargets ? `${noTargets}, so nothing is sent.` : `Sending ${formatCount(count)} messages to ${targets}.`
    case 'restore':
      return `${path} is restored.`
  }
}
