import { describe, expect, it } from 'vitest'
import { channel } from '../../src/core/features/channel/channel'
import type { Phase } from '../../src/core/vocabulary/ready-state'
import { actionsOf, forAllWorlds, runActions, type World } from '../support/model'
import { PROPERTY_TIMEOUT_MS } from '../support/property'

const property = (name: string, check: () => void) => it(name, check, PROPERTY_TIMEOUT_MS)

/** The phases that may follow each phase. */
const NEXT: Record<Phase, readonly Phase[]> = {
  idle: ['resolving', 'closed'],
  resolving: ['connecting', 'waiting', 'suspended', 'closed', 'idle'],
  connecting: ['readying', 'open', 'waiting', 'suspended', 'closed', 'idle', 'resolving'],
  readying: ['open', 'waiting', 'suspended', 'closed', 'idle', 'resolving'],
  open: ['closing', 'waiting', 'suspended', 'closed', 'resolving'],
  closing: ['idle', 'closed', 'resolving', 'suspended'],
  waiting: ['resolving', 'suspended', 'closed', 'idle'],
  suspended: ['waiting', 'resolving', 'closed', 'idle'],
  closed: ['resolving', 'idle', 'closed'],
}

describe('the events of a connection, after any actions', () => {
  property('invariant 13: messages are delivered in the order in which the sockets received them', () => {
    forAllWorlds(
      (world, actions) => {
        const received: string[] = []
        world.connection.onMessage((message) => received.push(message))
        runActions(world, actions)
        const positions = received.map((message) => message.split(':').map(Number) as [number, number])
        expect(positions).toEqual(positions.toSorted(([a, b], [c, d]) => a - c || b - d))
      },
      { actions: actionsOf({ message: 12, open: 8, stale: 4 }) },
    )
  })

  property('invariant 14: each subscriber gets every message while it is subscribed, once, and no other message', () => {
    forAllWorlds(
      (world, actions) => {
        const early: string[] = []
        const late: string[] = []
        world.connection.onMessage((message) => early.push(message))
        let stop = () => {}
        const expected: string[] = []
        let from = 0
        let to = 0
        actions.forEach((action, i) => {
          if (i === Math.floor(actions.length / 3)) {
            stop = world.connection.onMessage((message) => late.push(message))
            from = expected.length
          }
          if (i === Math.floor((actions.length * 2) / 3)) {
            stop()
            to = expected.length
          }
          const isDelivered = action.do === 'message' && world.phase === 'open' && world.connection.socket?.readyState === 1
          const count = early.length
          world.apply(action)
          if (isDelivered) expected.push(early[count] ?? 'missed')
          expect(early).toHaveLength(expected.length)
        })
        expect(late).toEqual(expected.slice(from, to))
        expect(new Set(early).size).toBe(early.length)
      },
      { actions: actionsOf({ message: 12, open: 8, stale: 4 }) },
    )
  })

  property('invariant 16: each open sends the subscribe frame of each retained channel once, before queued messages', () => {
    const channels = { subscribe: (key: string) => `+${key}`, route: () => undefined }
    forAllWorlds(
      (world, actions) => {
        const { connection, sockets } = world
        const wanted = new Map<string, number>()
        const opened: { readonly socket: (typeof sockets)[number]; readonly keys: readonly string[] }[] = []
        connection.on('open', () => opened.push({ socket: sockets.at(-1)!, keys: [...wanted.keys()] }))
        const want = (key: string) => {
          channel(connection, key).retain()
          wanted.set(key, opened.length)
        }
        want('a')
        // This listener runs before the channels of the connection receive the open.
        connection.on('state', ({ phase }) => phase === 'open' && wanted.size < 4 && want(`early ${wanted.size}`))
        runActions(world, actions, () => wanted.size < 8 && want(`k${wanted.size}`))
        for (const { socket, keys } of opened) {
          const frames = socket.sent.map(String)
          expect(frames.slice(0, keys.length).sort()).toEqual(keys.map((key) => `+${key}`).sort())
          for (const key of wanted.keys()) expect(frames.filter((frame) => frame === `+${key}`).length).toBeLessThanOrEqual(1)
        }
        for (const socket of sockets)
          if (!opened.some((each) => each.socket === socket)) expect(socket.sent.map(String).filter((frame) => frame.startsWith('+'))).toEqual([])
      },
      { actions: actionsOf({ send: 6, open: 8 }), options: { channels } },
    )
  })

  property('invariant 17: every message is sent, queued or dropped, as send() returned, and the queue keeps its limits', () => {
    forAllWorlds(
      (world, actions) => {
        const dropped: string[] = []
        world.connection.on('drop', ({ message }) => dropped.push(message))
        const sent = () => world.sockets.flatMap((socket) => socket.sent as string[]).filter((data) => data !== 'ping')
        runActions(world, actions, (action) => {
          const { queued } = world.connection.getSnapshot()
          expect(queued).toBe(world.results.length - sent().length - dropped.length)
          expect(queued).toBeLessThanOrEqual((world.options.queue && world.options.queue.maxMessages) || 1000)
          if (action.do !== 'send') return
          const message = `m${world.results.length - 1}`
          expect(sent().includes(message)).toBe(world.results.at(-1) === 'sent')
          expect(dropped.includes(message)).toBe(world.results.at(-1) === 'dropped')
        })
        const accounted = [...sent(), ...dropped]
        expect(new Set(accounted).size).toBe(accounted.length)
      },
      { actions: actionsOf({ send: 10, disconnect: 2, close: 4 }) },
    )
  })

  property('invariant 18: messages are sent in order, once, and never after their ttl', () => {
    forAllWorlds(
      (world, actions) => {
        const queuedAt: number[] = []
        let sentBefore = 0
        runActions(world, actions, (action) => {
          const now = world.host.clock.now()
          if (action.do === 'send') queuedAt.push(now)
          const sent = world.sockets.flatMap((socket) => socket.sent as string[]).filter((data) => data !== 'ping')
          const ids = sent.map((message) => Number(message.slice(1)))
          expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b))
          for (const id of ids.slice(sentBefore)) expect(now - queuedAt[id]!).toBeLessThan(3000)
          sentBefore = ids.length
        })
      },
      { actions: actionsOf({ send: 10, open: 8 }), options: { queue: { ttlMs: 3000 } } },
    )
  })

  property('invariant 22: phases follow the graph, and each open has one close', () => {
    forAllWorlds(
      (world, actions) => {
        runActions(world, actions)
        world.connection.dispose()
        world.phases.reduce((previous, phase) => {
          expect(NEXT[previous as Phase], `${previous} > ${phase}`).toContain(phase)
          return phase
        }, 'idle')
        const pairs = world.log.filter((entry) => /^(open|reopen|close )/.test(entry)).map((entry) => entry.split(' ')[0]!)
        pairs.forEach((entry, i) => expect(entry === 'close').toBe(i % 2 === 1))
        expect(pairs.length % 2).toBe(0)
      },
      { actions: actionsOf({ signal: 6, open: 8 }) },
    )
  })

  property('invariant 20: a snapshot does not change between notifications, and all subscribers of a batch see the same one', () => {
    forAllWorlds(
      (world, actions) => {
        const seen: [unknown[], unknown[]] = [[], []]
        for (const list of seen) world.connection.subscribe(() => list.push(world.connection.getSnapshot()))
        let before = world.connection.getSnapshot()
        let notified = 0
        runActions(world, actions, () => {
          const after = world.connection.getSnapshot()
          expect(world.connection.getSnapshot()).toBe(after)
          if (seen[0].length === notified) expect(after).toBe(before)
          before = after
          notified = seen[0].length
        })
        expect(seen[0].length).toBe(seen[1].length)
        seen[0].forEach((snapshot, i) => expect(snapshot).toBe(seen[1][i]))
      },
      { actions: actionsOf({ message: 8, send: 6 }) },
    )
  })

  property('after the next frame, subscribers have the current state', () => {
    forAllWorlds(
      (world, actions) => {
        let shown = world.connection.getSnapshot()
        world.connection.subscribe(() => void (shown = world.connection.getSnapshot()))
        runActions(world, actions)
        world.advance(16)
        expect(shown).toEqual(world.connection.getSnapshot())
        const received = world.log.filter((entry) => entry.startsWith('message '))
        if (shown.data !== undefined) expect(`message ${shown.data}`).toBe(received.at(-1))
      },
      { actions: actionsOf({ message: 8, send: 6 }) },
    )
  })
})

describe('listeners and holders', () => {
  property('invariant 19: listeners that throw or use the connection change nothing, and the others get the same events', () => {
    // An event of the misbehaving listener would notice a late timer before the quiet world does.
    forAllWorlds(
      (world, actions) => {
        const { connection } = world
        // Every event draws a random number, so use a constant.
        const fixRandom = (each: World) => each.host.clock.setRandom(0.5)
        fixRandom(world)
        const misbehave = () => {
          if (world.handles.some((handle) => handle !== null)) connection.retain()()
          connection.subscribe(() => {})()
          connection.onMessage(() => {})()
          connection.getSnapshot()
          throw new Error('mine')
        }
        // These listeners run before the log's own listeners in one world. The other world does not have them.
        const stops = [connection.subscribe(misbehave), connection.onMessage(misbehave)]
        for (const type of ['open', 'close', 'error', 'state', 'drop'] as const) stops.push(connection.on(type, misbehave))
        runActions(world, actions)
        const disturbed = { log: [...world.log], phases: [...world.phases], snapshot: connection.getSnapshot(), dials: world.sockets.length }
        const quiet = world.again()
        fixRandom(quiet)
        quiet.connection.subscribe(() => {})
        runActions(quiet, actions)
        quiet.advance(16)
        world.advance(16)
        expect(disturbed.log).toEqual(quiet.log.slice(0, disturbed.log.length))
        expect(disturbed.phases).toEqual(quiet.phases.slice(0, disturbed.phases.length))
        expect(world.phase).toBe(quiet.phase)
        expect(world.sockets.length).toBe(quiet.sockets.length)
        expect(world.log).toEqual(quiet.log)
      },
      { actions: actionsOf({ sleep: 0 }) },
    )
  })

  property('invariant 23: demand that returns within the linger, as with StrictMode and remounts, uses one socket', () => {
    forAllWorlds(
      (world, actions) => {
        const release = world.connection.retain()
        let elapsedMs = 0
        release()
        for (const action of actions) {
          if (action.do !== 'advance') world.apply(action)
          else if (world.handles.some((handle) => handle !== null)) world.advance(action.ms)
          else {
            const ms = Math.min(action.ms, 999 - elapsedMs)
            elapsedMs += ms
            world.advance(ms)
          }
          if (action.do === 'retain') elapsedMs = 0
        }
        expect(world.sockets).toHaveLength(1)
      },
      {
        actions: actionsOf({ retain: 6, release: 8, connect: 0, disconnect: 0, reconnect: 0, close: 0, fail: 0, signal: 0, sleep: 0 }),
        options: { lingerMs: 1000, connectTimeoutMs: 1e9, heartbeat: false },
      },
    )
  })

  property('invariant 15: demand lasts while one handle is held, in any order of retain and release', () => {
    forAllWorlds(
      (world, actions) => {
        runActions(world, actions)
        const isHeld = world.handles.some((handle) => handle !== null)
        // A late timer is noticed within 5 s.
        world.advance(5000 + 1000)
        if (world.phase === 'closing') world.advance(2000)
        expect(world.phase === 'idle').toBe(!isHeld)
      },
      {
        actions: actionsOf({ retain: 6, release: 8, connect: 0, disconnect: 0, reconnect: 0, close: 0, signal: 0 }),
        options: { reconnect: {} },
      },
    )
  })
})
