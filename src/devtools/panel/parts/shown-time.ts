import type { ConnectionModel, Session } from '../../model/types'

/** The time until which a view shows. It stops while the session is paused, and at the last event of an imported session. */
export function createShownTime(session: Session): (model: ConnectionModel) => number {
  let shown = Date.now()
  return (model) => {
    if (model.connection === null) return lastEventAt(model)
    if (!session.isPaused) shown = Date.now()
    return shown
  }
}

function lastEventAt({ phases, notes, requests, rates }: ConnectionModel): number {
  const ends = requests.map(({ startedAt, sentAt, repliedAt, endedAt }) => endedAt ?? repliedAt.at(-1) ?? sentAt ?? startedAt)
  return Math.max(phases.at(-1)?.at ?? 0, notes.at(-1)?.at ?? 0, rates.at(-1)?.at ?? 0, ...ends)
}
