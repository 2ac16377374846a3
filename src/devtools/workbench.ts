import type { ConnectionRegistry } from '../core/vocabulary/registry'
import { createActions } from './actions/actions'
import type { Actions } from './actions/types'
import { createSession } from './model/session'
import type { Session } from './model/types'

/** What all panels of one registry share. */
export interface Workbench {
  readonly session: Session
  readonly actions: Actions
  /** Frames are recorded while at least one panel is open. Returns a function that closes. */
  open(): () => void
  /** To be called once. The last one ends the recording and repairs all lines. */
  release(): void
}

interface Shared {
  readonly session: Session
  readonly actions: Actions
  users: number
  open: number
}

const benches = new WeakMap<ConnectionRegistry, Shared>()

export function acquireWorkbench(registry: ConnectionRegistry): Workbench {
  const shared = benches.get(registry) ?? { session: createSession(registry), actions: createActions(registry), users: 0, open: 0 }
  const { session, actions } = shared
  benches.set(registry, shared)
  shared.users++
  return {
    session,
    actions,
    open() {
      if (++shared.open === 1) session.setRecording(true)
      let isOpen = true
      return () => {
        if (!isOpen) return
        isOpen = false
        if (--shared.open === 0) session.setRecording(false)
      }
    },
    release() {
      if (--shared.users > 0) return
      benches.delete(registry)
      actions.dispose()
      session.dispose()
    },
  }
}
