import type { Path, Stats } from '../protocol'
import type { Sessions } from './sessions'

/** Counts the open sockets at the time of the request. No counter is stored, so the numbers cannot be out of date. */
export const statsFor = (sessions: Sessions, id: string, tab: string): Stats => {
  const paths: Record<Path, number> = { '/echo': 0, '/chat': 0, '/ticker': 0, '/counter': 0, '/market': 0 }
  let sockets = 0
  for (const { clients } of sessions.all())
    for (const { path } of clients) {
      sockets += 1
      paths[path] += 1
    }
  const session = sessions.find(id)
  const ofTab = [...(session?.clients ?? [])].filter((client) => client.tab === tab)
  return { sockets, paths, tab: { sockets: ofTab.length, opened: session?.openedByTab.get(tab) ?? 0 } }
}
