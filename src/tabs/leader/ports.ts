import type { Broadcast } from '../../core/platform/broadcast'
import type { Locks } from '../../core/platform/locks'
import type { TimerClock } from '../../core/reactive/wall-clock-timer'
import { createPortEnd, type Port, type PortEnd } from '../protocol/port-end'

/** The parts of a browser that ports need. */
export interface PortPlatform extends TimerClock {
  readonly locks: Locks
  openChannel(name: string, receive: (message: unknown) => void): Broadcast
}

// A broadcast channel cannot carry a MessagePort, so each port is a channel of its own. Its name contains the epoch and the leader:
// what a former leader sends is received by nobody.
export const portName = (name: string, epoch: number, leader: string, page: string): string => `${name}/${epoch}/${leader}/${page}`

/** What goes over the channel of a port. */
type Frame = readonly [kind: typeof OPEN | typeof CLOSE] | readonly [kind: typeof MESSAGE, message: unknown]
const OPEN = 0
const MESSAGE = 1
const CLOSE = 2

/** Interval of the calls until the leader has opened its end, in ms. */
const REDIAL_MS = 1000

/**
 * The page's end. What is posted before the leader has opened its own end waits here.
 *
 * @param dial Requests that the leader opens its end. Called again until it has.
 */
export function createPagePort(platform: PortPlatform, name: string, dial: () => void): Port {
  let waiting: unknown[] | null = []
  let cancelRedial = () => {}
  const end = createPortEnd(
    // Copied at once, as by an open channel: the caller may change the message, or must see the error.
    (message) => (waiting ? waiting.push(structuredClone(message)) : channel.post([MESSAGE, message] satisfies Frame)),
    () => {
      channel.post([CLOSE] satisfies Frame)
      disconnect()
    },
  )
  const channel = platform.openChannel(name, (frame) => {
    const received = frame as Frame
    if (received[0] === OPEN) opened()
    else if (received[0] === MESSAGE) end.receive(received[1])
    else {
      disconnect()
      end.closed()
    }
  })
  // The browser releases it when the page ends, for whatever reason. The leader waits for that, so it is held before the first call.
  const release = platform.locks.request({ name, mode: 'exclusive', ifAvailable: false }, (outcome) => outcome === 'granted' && call())
  return end.port

  function call(): void {
    dial()
    cancelRedial = platform.setTimer(call, REDIAL_MS)
  }

  function opened(): void {
    cancelRedial()
    const messages = waiting ?? []
    waiting = null
    for (const message of messages) channel.post([MESSAGE, message] satisfies Frame)
  }

  function disconnect(): void {
    cancelRedial()
    waiting = null
    channel.close()
    release()
  }
}

/** The ports of a leader, by page. */
export interface PortHub {
  /** A page requests a port. */
  accept(page: string): void
  /** Closes all ports, with a notice to their pages. */
  close(): void
}

export function createPortHub(platform: PortPlatform, nameOf: (page: string) => string, onPort: (port: Port, page: string) => void): PortHub {
  const opened = new Map<string, { channel: Broadcast; port: Port }>()
  return {
    accept(page) {
      const known = opened.get(page)
      // The page called twice before our answer arrived.
      if (known) return known.channel.post([OPEN] satisfies Frame)
      const name = nameOf(page)
      const drop = () => {
        opened.delete(page)
        channel.close()
        stopWaiting()
      }
      const closed = () => {
        drop()
        end.closed()
      }
      const end = createPortEnd(
        (message) => channel.post([MESSAGE, message] satisfies Frame),
        () => {
          channel.post([CLOSE] satisfies Frame)
          drop()
        },
      )
      const channel = platform.openChannel(name, (frame) => {
        const received = frame as Frame
        if (received[0] === MESSAGE) end.receive(received[1])
        else if (received[0] === CLOSE) closed()
      })
      // Granted when the page has ended.
      const stopWaiting = platform.locks.request({ name, mode: 'shared', ifAvailable: false }, (outcome) => outcome === 'granted' && closed())
      opened.set(page, { channel, port: end.port })
      onPort(end.port, page)
      channel.post([OPEN] satisfies Frame)
    },
    close() {
      for (const { port } of [...opened.values()]) port.close()
    },
  }
}

/** The line between a leader and its own page: two ports in one realm. */
export function createLocalPorts(): readonly [Port, Port] {
  const later = (run: () => void) => void Promise.resolve().then(run)
  const createOne = (other: () => PortEnd): PortEnd =>
    createPortEnd(
      (message) => {
        const copy: unknown = structuredClone(message)
        later(() => other().receive(copy))
      },
      () => later(() => other().closed()),
    )
  const a: PortEnd = createOne(() => b)
  const b: PortEnd = createOne(() => a)
  return [a.port, b.port]
}
