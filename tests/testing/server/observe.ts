import type { Peer, PeerOptions, World } from './behaviour'

const TIMEOUT_MS = 5000
const INTERVAL_MS = 4

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + TIMEOUT_MS; !(await isTrue()); ) {
    if (Date.now() > end) throw new Error(`still waiting for: ${String(isTrue)}`)
    await pause(INTERVAL_MS)
  }
}

export interface Observed {
  readonly socket: WebSocket
  readonly peer: Peer
  /** Each event with the ready state that its listener sees, such as `close 3 1006 "" unclean`. */
  readonly log: string[]
  note(text: string): void
  /** Waits for an entry that starts with these words. */
  saw(start: string): Promise<void>
}

export const describeEvent = (event: Event): string => {
  const { type } = event
  const { readyState } = event.target as WebSocket
  if (type === 'message') return `${type} ${readyState} ${String((event as MessageEvent).data)}`
  if (type !== 'close') return `${type} ${readyState}`
  const { code, reason, wasClean } = event as CloseEvent
  return `${type} ${readyState} ${code} "${reason}" ${wasClean ? 'clean' : 'unclean'}`
}

/** A socket whose failure nobody looks at. Without a listener, an error event of `ws` is an uncaught exception. */
export function construct(world: World, url: string | URL, protocols?: string | string[]): WebSocket {
  const socket = new world.WebSocket(url, protocols)
  socket.addEventListener('error', () => {})
  return socket
}

/** Starts a server, dials it, and writes down all events. */
export async function dial(world: World, options?: PeerOptions, protocols: string | string[] = []): Promise<Observed> {
  const peer = await world.start(options)
  const socket = new world.WebSocket(peer.url, protocols)
  const log: string[] = []
  for (const type of ['open', 'message', 'error', 'close'] as const) {
    socket.addEventListener(type, (event: Event) => void log.push(describeEvent(event)))
  }
  return {
    socket,
    peer,
    log,
    note: (text) => void log.push(`${text} ${socket.readyState}`),
    saw: (start) => until(() => log.some((entry) => entry.startsWith(start))),
  }
}

export async function open(world: World, options?: PeerOptions, protocols?: string | string[]): Promise<Observed> {
  const observed = await dial(world, options, protocols)
  await observed.saw('open')
  return observed
}

/** The name of what `act` throws, or 'nothing'. */
export function thrownBy(act: () => unknown): string {
  try {
    act()
    return 'nothing'
  } catch (error) {
    return (error as Error).name
  }
}
