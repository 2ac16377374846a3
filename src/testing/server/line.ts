import { after } from '../clock/after'
import { createLane, type Lane } from './lane'

export type Frame =
  | { readonly type: 'dial' | 'refuse' | 'end' }
  | { readonly type: 'accept'; readonly protocol: string }
  | { readonly type: 'message'; readonly data: string | ArrayBuffer }
  | { readonly type: 'close'; readonly code: number | undefined; readonly reason: string }

export interface End {
  onFrame(frame: Frame): void
  /** The line is broken. Called once, in a later task than `cut()`. */
  onLost(): void
}

/** One end's access to the line. */
export interface Port extends Pick<Lane<Frame>, 'push'> {
  /** Sets who gets the frames and the loss. */
  attach(end: End): void
  /** Breaks the line. This end notices it at once, the other one after the latency. */
  cut(): void
  /** Nothing arrives from now on, at either end. */
  silence(): void
  /** Limits both directions. What was pushed before is not affected. */
  slow(bytesPerSecond: number): void
}

export interface LineOptions {
  latencyMs: number
  bytesPerSecond: number
}

/** What TCP is for a real socket: two lanes that break together. */
export function createLine({ latencyMs, ...initial }: LineOptions): Record<'client' | 'server', Port> {
  const ends: Partial<Record<'client' | 'server', End>> = {}
  let { bytesPerSecond } = initial
  let isSilent = false
  let isCut = false

  const laneTo = (receiver: 'client' | 'server') =>
    createLane<Frame>({
      latencyMs,
      bytesPerSecond: () => bytesPerSecond,
      deliver: (frame) => !isSilent && ends[receiver]?.onFrame(frame),
    })
  const toServer = laneTo('server')
  const toClient = laneTo('client')

  const portOf = (own: 'client' | 'server', other: 'client' | 'server', lane: Lane<Frame>): Port => ({
    push: lane.push,
    attach: (end) => void (ends[own] = end),
    cut() {
      if (isCut) return
      isCut = true
      toServer.stop()
      toClient.stop()
      after(0, () => ends[own]?.onLost())
      after(latencyMs, () => ends[other]?.onLost())
    },
    silence: () => void (isSilent = true),
    slow: (limit) => void (bytesPerSecond = limit),
  })
  return { client: portOf('client', 'server', toServer), server: portOf('server', 'client', toClient) }
}
