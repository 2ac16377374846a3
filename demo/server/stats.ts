import type { Path, Stats } from '../protocol'
import type { Sockets } from './sockets'

/** Counts the open sockets at the time of the request. No counter is stored, so the numbers cannot be out of date. */
export const statsFor = (sockets: Sockets, tab: string): Stats => {
  const paths: Record<Path, number> = { '/echo': 0, '/chat': 0, '/ticker': 0, '/counter': 0, '/market': 0 }
  let total = 0
  let ofTab = 0
  for (const client of sockets.clients()) {
    total += 1
    paths[client.path] += 1
    if (tab !== '' && client.tab === tab) ofTab += 1
  }
  return { sockets: total, paths, tab: { sockets: ofTab, opened: tab === '' ? 0 : sockets.openedBy(tab) } }
}
