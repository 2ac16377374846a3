import { tap } from '../../core/features/tap/tap'
import type { ConnectionRegistry } from '../../core/vocabulary/registry'
import type { AnyConnection } from '../../core/vocabulary/tap'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import type { Proof } from './election-types'

export interface LineWatch {
  probe(done: (of: Proof) => void): void
  lastFrameAt(): number
  stop(): void
}

/** Observes the sockets of a leader: what came from the servers, and whether they still answer. */
export function watchLines(registry: ConnectionRegistry, now: () => number): LineWatch {
  const connections = new Set<AnyConnection>()
  const probes = new Set<(of: Proof) => void>()
  let frameAt = 0
  let stopFrames: Unsubscribe | null = null

  const stopTap = tap(
    registry,
    (event) => {
      if (event.type === 'created') {
        connections.add(event.connection)
        // Cheaper than a tap of all frames.
        event.connection.onMessage(() => (frameAt = now()))
      } else if (event.type === 'disposed') connections.delete(event.connection)
    },
    { frames: false },
  )

  function prove(of: Proof): void {
    stopFrames?.()
    stopFrames = null
    const waiting = [...probes]
    probes.clear()
    for (const done of waiting) done(of)
  }

  return {
    probe(done) {
      probes.add(done)
      // Pongs are no messages, so frames are tapped while a probe is under way.
      let pings = 0
      stopFrames ??= tap(registry, (event) => {
        if (event.type !== 'frame') return
        if (event.direction === 'out') {
          pings++
          return
        }
        frameAt = now()
        prove('frame')
      })
      for (const connection of connections) connection.ping()
      // No socket is open or none has a ping, so there is no line to prove. This page runs, and it retries.
      if (pings === 0 && probes.size === 1) prove('idle')
    },
    lastFrameAt: () => frameAt,
    stop() {
      stopTap()
      stopFrames?.()
    },
  }
}
