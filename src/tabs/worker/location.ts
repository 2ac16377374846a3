import type { AttemptContext } from '../../core/vocabulary/events'
import type { Location } from '../protocol/messages'
import type { Lease } from './lease'
import { callFirst } from './page-functions'

/**
 * Where to connect to, as the pages say now: their functions, or the url of a connection with a key. The page that has used the
 * connection for the longest time is called, once for each attempt.
 */
export function createLocator(leases: () => Iterable<Lease>): (context: AttemptContext) => Promise<Location> {
  /** The core passes one context to the url and protocols functions of an attempt. */
  const found = new WeakMap<AttemptContext, Promise<Location>>()

  async function locate({ attempt, lastClose, signal }: AttemptContext): Promise<Location> {
    const fixed = () => [...leases()].find(({ location }) => location)?.location
    const call = (lease: Lease, isLast: () => boolean) =>
      lease.page.call((number) => lease.post({ type: 'locate', call: number, attempt, lastClose }), signal, isLast)
    const returned = await callFirst(() => [...leases()], call, signal, fixed() !== undefined)
    const location = (returned?.result as Location | undefined) ?? fixed()
    if (!location) throw new Error('The page whose url function decides the url has ended. The next attempt calls that of another page.')
    return location
  }

  return (context) => {
    const known = found.get(context) ?? locate(context)
    found.set(context, known)
    return known
  }
}
