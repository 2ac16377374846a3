import type { Fault } from '../../protocol'
import { formatCount } from '../shared/format'

export interface Met {
  readonly path: string
  /** How many the fault met. */
  readonly sockets: number
  /** Of a flood, its messages. */
  readonly count: number
}

/** What the page says of a fault that the server has answered for. */
export const outcomeOf = (fault: Fault, { path, sockets, count }: Met): string => {
  const met = `${sockets} ${sockets === 1 ? 'socket' : 'sockets'} of ${path}`
  const nobody = sockets === 0 ? `Nobody is connected to ${path}` : undefined
  switch (fault) {
    case 'drop':
      return `${nobody ?? `Dropped ${met}`}.`
    case 'refuse':
      return `${nobody ?? `Dropped ${met}`}; new ones are answered with 503 for 10 s.`
    case 'silent':
      return nobody ? `${nobody}; whoever comes hears nothing for 15 s.` : `${met} and whoever comes next hear nothing for 15 s.`
    case 'close':
      return `${nobody ?? `Closed ${met}`}.`
    case 'flood':
      return nobody ? `${nobody}, so nothing is sent.` : `${formatCount(count)} messages are on their way to ${met}.`
    case 'heal':
      return `${path} behaves again.`
  }
}
