import type { FrameRecord } from '../model/types'

type Data = string | Uint8Array

/** An inbound frame to play, this long after the first frame of the recording. */
export interface PlayedFrame {
  readonly afterMs: number
  readonly data: Data
}

/** What a replay plays, expects and answers. */
export interface Recording {
  readonly played: readonly PlayedFrame[]
  /** From the first frame to the last one of either direction. */
  readonly durationMs: number
  /** How often the application sent each message, by `keyOf`. */
  readonly expected: ReadonlyMap<string, number>
  /** Pongs by the ping that they answer, by `keyOf`; null for an outbound frame that needs no answer. */
  readonly heartbeats: ReadonlyMap<string, Data | null>
  /** Inbound frames whose payload is not in the recording: of a handshake, or cut. */
  readonly skipped: number
}

/** Frames of equal content have equal keys. */
export const keyOf = (data: unknown): string =>
  typeof data === 'string' ? `text ${data}` : `bytes ${new Uint8Array(data as ArrayBuffer | Uint8Array).join()}`

/** The answer to a ping of the server is sent while the ping is received. A ping of the client follows a pong later. */
const ANSWERED_WITHIN_MS = 5

const isAnswer = (next: FrameRecord | undefined, at: number): boolean =>
  next?.direction === 'out' && next.role === 'heartbeat' && next.at - at <= ANSWERED_WITHIN_MS

/** Reads the frames of one connection, oldest first. */
export function readRecording(frames: readonly FrameRecord[]): Recording {
  const played: PlayedFrame[] = []
  const expected = new Map<string, number>()
  const heartbeats = new Map<string, Data | null>()
  const startedAt = frames[0]?.at ?? 0
  let skipped = 0
  /** The last ping of the client, until its pong. */
  let ping: string | null = null
  /** The server sent a ping, which the next frame answers. */
  let isServerPing = false

  function readHeartbeat(direction: 'in' | 'out', data: Data, afterMs: number, isAnswered: boolean): void {
    if (direction === 'in' && ping !== null && !isAnswered) {
      heartbeats.set(ping, data)
      ping = null
    } else if (direction === 'in') {
      isServerPing = isAnswered
      played.push({ afterMs, data })
    } else {
      const key = keyOf(data)
      if (!isServerPing) ping = key
      isServerPing = false
      if (!heartbeats.has(key)) heartbeats.set(key, null)
    }
  }

  for (const [index, { at, direction, role, data, isCut, note }] of frames.entries()) {
    // On a faulty line the application never got it.
    if (direction === 'in' && (note === 'muted' || note === 'dropped')) continue
    if (data === null || isCut) skipped += Number(direction === 'in')
    else if (role === 'heartbeat') readHeartbeat(direction, data, at - startedAt, isAnswer(frames[index + 1], at))
    else if (direction === 'in') played.push({ afterMs: at - startedAt, data })
    else expected.set(keyOf(data), (expected.get(keyOf(data)) ?? 0) + 1)
  }
  return { played, durationMs: (frames.at(-1)?.at ?? 0) - startedAt, expected, heartbeats, skipped }
}
