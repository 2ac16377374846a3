import { describe, expect, it } from 'vitest'
import type { Phase } from '../../src/core/vocabulary/ready-state'
import { actionsOf, forAllWorlds, runActions, type World } from '../support/model'
import { PROPERTY_TIMEOUT_MS } from '../support/property'

const isWanted = (world: World) => world.isConnectWanted || world.handles.some((handle) => handle !== null)

const property = (name: string, check: () => void) => it(name, check, PROPERTY_TIMEOUT_MS)

/** While there is demand, a queued message with a ttl has a timer. */
const expiryTimers = ({ options, connection }: World) =>
  options.queue && options.queue.ttlMs && connection.queuedMessages.length > 0 ? 1 : 0

describe('a connection, after any actions', () => {
  property('invariant 1: at most one socket is live, and no attempt makes two', () => {
    forAllWorlds((world, actions) => {
      runActions(world, actions, () => {
        expect(world.network.live.length).toBeLessThanOrEqual(1)
        const attempts = world.phases.filter((phase) => phase === 'resolving').length
        expect(world.sockets.length).toBeLessThanOrEqual(attempts)
      })
    })
  })

  property('invariant 2: a replaced socket changes no snapshot and reaches no listener', () => {
    forAllWorlds(
      (world, actions) => {
        let before = { snapshot: world.connection.getSnapshot(), emitted: 0 }
        runActions(world, actions, (action) => {
          const after = { snapshot: world.connection.getSnapshot(), emitted: world.log.length + world.phases.length }
          if (action.do === 'stale') {
            expect(after.snapshot).toBe(before.snapshot)
            expect(after.emitted).toBe(before.emitted)
          }
          before = after
        })
        expect(world.sockets.every((socket) => socket.unheardErrors === 0)).toBe(true)
      },
      { actions: actionsOf({ stale: 12, reconnect: 4 }) },
    )
  })

  property('invariant 3: without demand, after the linger, there is no socket, no timer and no listener on the environment', () => {
    forAllWorlds((world, actions) => {
      runActions(world, actions)
      for (const handle of world.handles) handle?.()
      if (world.isConnectWanted) world.connection.disconnect()
      world.advance(1000 + 2000 + 5000)
      expect(['idle', 'closed']).toContain(world.phase)
      expect(world.network.live).toEqual([])
      expect(world.connection.socket).toBeNull()
      expect(world.host.clock.pendingTimers + world.host.clock.pendingFrames).toBe(0)
      expect(world.host.watchers).toBe(0)
    })
  })

  property('invariant 4: with demand, exactly one timer for the next step is pending', () => {
    forAllWorlds((world, actions) => {
      runActions(world, actions, () => {
        if (!isWanted(world) || ['closed', 'suspended', 'open'].includes(world.phase)) return
        expect(world.phase).not.toBe('idle')
        expect(world.host.clock.pendingTimers).toBe(1 + expiryTimers(world))
      })
    })
  })

  property('invariant 4: with demand and a server that answers, the connection opens again from any phase', () => {
    forAllWorlds(
      (world, actions) => {
        runActions(world, actions)
        world.connection.retain()
        world.connection.connect()
        world.host.signal('restored')
        world.host.signal('online')
        for (let i = 0; i < 100 && world.phase !== 'open'; i++) {
          world.network.live[0]?.open()
          if (world.phase !== 'open') world.advance(1000)
        }
        expect(world.phase).toBe('open')
      },
      { options: { reconnect: {} } },
    )
  })

  property('invariant 4: a lost connection is retried without any signal, unless the last signal was offline', () => {
    forAllWorlds(
      (world, actions) => {
        let isOffline = false
        runActions(world, actions, (action) => {
          if (action.do === 'signal' && action.name === 'offline') isOffline = world.host.watchers > 0
          if (action.do === 'signal' && ['online', 'resumed', 'restored'].includes(action.name)) isOffline = false
          if (['idle', 'closed'].includes(world.phase)) isOffline = false
        })
        world.connection.connect()
        if (isOffline || world.phase === 'suspended') return
        world.network.live[0]?.open()
        if (world.phase !== 'open') return
        world.socket.closeWith(1001)
        expect(world.phase).toBe('waiting')
      },
      { options: { reconnect: {} }, actions: actionsOf({ disconnect: 4, signal: 6 }) },
    )
  })

  property('invariant 5: the phase is waiting exactly while one retry timer is pending', () => {
    forAllWorlds((world, actions) => {
      runActions(world, actions, () => {
        const { phase, retryAt } = world.connection.getSnapshot()
        expect(retryAt !== null).toBe(phase === 'waiting')
        if (phase === 'waiting') expect(world.host.clock.pendingTimers).toBe(1 + expiryTimers(world))
      })
    })
  })

  property('invariant 6: every attempt ends within the sum of its timeouts', () => {
    forAllWorlds(
      (world, actions) => {
        let startedAt: number | null = null
        world.connection.on('state', ({ phase, attempt }, previous) => {
          const now = world.host.clock.now()
          const isUnderWay = phase === 'resolving' || phase === 'connecting'
          if (startedAt !== null && (!isUnderWay || phase === 'resolving')) expect(now - startedAt, `${previous.phase} ${attempt}`).toBeLessThanOrEqual(700)
          if (phase === 'resolving') startedAt = now
          else if (!isUnderWay) startedAt = null
        })
        runActions(world, actions, () => {
          if (startedAt !== null) expect(world.host.clock.now() - startedAt).toBeLessThanOrEqual(700)
        })
        expect(world.host.clock.reported).toEqual([])
      },
      { options: { connectTimeoutMs: 700 }, actions: actionsOf({ sleep: 0 }) },
    )
  })

  property('invariant 8: after disconnect() or dispose(), there is no dial and no message until connect()', () => {
    forAllWorlds(
      (world, actions) => {
        let quiet: { dials: number; messages: number } | null = null
        const countMessages = () => world.log.filter((entry) => entry.startsWith('message')).length
        let isDisposed = false
        runActions(world, actions, (action) => {
          isDisposed ||= action.do === 'dispose'
          if (!isDisposed && (action.do === 'connect' || action.do === 'reconnect')) quiet = null
          if (action.do === 'disconnect' || action.do === 'dispose') quiet ??= { dials: world.sockets.length, messages: countMessages() }
          if (quiet) expect({ dials: world.sockets.length, messages: countMessages() }).toEqual(quiet)
        })
      },
      { actions: actionsOf({ disconnect: 3, dispose: 1, message: 8, retain: 8 }) },
    )
  })

  property('invariant 9: attempts are reset only by a stable open, by connect() or reconnect(), or when idle', () => {
    forAllWorlds(
      (world, actions) => {
        let openedAt: number | null = null
        let last = { attempt: 0, phase: 'idle' as Phase }
        let isManual = false
        const check = () => {
          const { attempt, phase } = world.connection.getSnapshot()
          if (attempt < last.attempt) {
            const isStable = openedAt !== null && world.host.clock.now() - openedAt >= 10_000
            const wasIdle = ['idle', 'closed', 'closing'].includes(last.phase) || phase === 'idle'
            expect(isStable || isManual || wasIdle).toBe(true)
            expect(attempt).toBe(0)
          }
          if (phase !== last.phase) openedAt = phase === 'open' ? world.host.clock.now() : null
          last = { attempt, phase }
        }
        world.connection.on('state', check)
        world.connection.subscribe(check)
        for (const action of actions) {
          isManual = action.do === 'connect' || action.do === 'reconnect'
          world.apply(action)
          check()
        }
        expect(world.host.clock.reported).toEqual([])
      },
      { options: { reconnect: {} }, actions: actionsOf({ close: 8, open: 10, disconnect: 0 }) },
    )
  })
})
