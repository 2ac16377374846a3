import type { Unsubscribe } from '../vocabulary/wire'

/** `lost`: another request stole the lock. `failed`: the browser refuses locks here, for example in a sandboxed frame. */
export type LockOutcome = 'granted' | 'refused' | 'lost' | 'failed'

export interface LockRequest {
  readonly name: string
  readonly mode: 'exclusive' | 'shared'
  /** Reports `refused` instead of waiting. */
  readonly ifAvailable: boolean
}

export interface Locks {
  /** @returns Withdraws the request or releases the lock. Nothing is reported after that. */
  request(request: LockRequest, report: (outcome: LockOutcome) => void): () => void
  /** The names of all locks of this origin that are held or requested. Empty where the browser refuses the list. */
  names(): Promise<readonly string[]>
}

/** Web Locks of the browser. Null outside of secure contexts and browsers. */
export function systemLocks(): Locks | null {
  const manager = typeof navigator === 'undefined' ? undefined : (navigator as Partial<Navigator>).locks
  return manager ? { request: (request, report) => requestLock(manager, request, report), names: () => namesOf(manager) } : null
}

function requestLock(manager: LockManager, { name, mode, ifAvailable }: LockRequest, report: (outcome: LockOutcome) => void): () => void {
  let isReleased = false
  let isGranted = false
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const controller = new AbortController()
  const emit = (outcome: LockOutcome) => isReleased || report(outcome)
  const run = (lock: Lock | null): Promise<void> | void => {
    if (isReleased) return
    if (!lock) return void emit('refused')
    isGranted = true
    emit('granted')
    return held
  }
  // Web Locks §3.2: a signal and `ifAvailable` exclude each other.
  const options = ifAvailable ? { mode, ifAvailable } : { mode, signal: controller.signal }
  manager.request(name, options, run).catch(() => emit(isGranted ? 'lost' : 'failed'))
  return () => {
    isReleased = true
    release()
    // It has no effect on a lock that is held.
    controller.abort()
  }
}

/**
 * Holds a lock as a proof of life: the browser releases it when the page or worker ends, for whatever reason.
 *
 * @param onHeld Called when the lock is held. Whoever waits for its release must wait from then on: a request that arrives at the
 * browser before this one would be granted.
 * @returns Releases it.
 */
export function holdLock(name: string, onHeld: () => void): Unsubscribe {
  // Refused where storage is not allowed: then beats decide.
  return systemLocks()?.request({ name, mode: 'exclusive', ifAvailable: false }, (outcome) => outcome === 'granted' && onHeld()) ?? (() => {})
}

/** Calls `run` once, when the lock is free. Never, where there are no locks. */
export function whenFree(name: string, run: () => void): Unsubscribe {
  // Shared: one that waits and is frozen must not keep the others waiting.
  const stop = systemLocks()?.request({ name, mode: 'shared', ifAvailable: false }, (outcome) => {
    if (outcome !== 'granted') return
    stop!()
    run()
  })
  return stop ?? (() => {})
}

async function namesOf(manager: LockManager): Promise<readonly string[]> {
  try {
    const { held = [], pending = [] } = await manager.query()
    return [...held, ...pending].map((lock) => lock.name ?? '')
  } catch {
    return []
  }
}
