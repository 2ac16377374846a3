import { insideOf } from '../../core/connection/connection-facade'
import { tryTo } from '../../core/policy/try-to'
import type { AnyConnection } from '../../core/vocabulary/tap'
import type { TestServer } from '../../testing/index'
import type { FrameRecord } from '../model/types'
import { keyOf, readRecording, type Recording } from './recording'
import { claimStage } from './stage'
import type { Replay, ReplayOptions, ReplayProgress } from './types'

/** How long it waits for the connection to open, first and after the application replaced its socket. */
const OPEN_WITHIN_MS = 10_000
/** Frames that are played before the page can do anything else. */
const MAX_AT_ONCE = 200

/**
 * Plays recorded frames into the application: the connection gets a server in the page, which sends the inbound frames of the
 * recording at their times, and then returns to its own server. Options do not change. What the application sends meanwhile,
 * and what waits in its queue, goes to the replay and not to its own server.
 *
 * Cannot be replayed:
 * - The handshake, because its frames are not recorded. The `handshake` option does not run, and no url or protocols function does.
 * - Payloads that were cut.
 * - What people did. What the application sends because of them is missing.
 * - Replies: they carry the ids of the recorded requests, and answer no request that the application makes now.
 * - The ends of sockets: all frames come over one socket.
 *
 * Confirmations of channels come when they came, whatever is subscribed. Pings are answered as recorded. One that differs each time, for
 * example by a time in it, is not answered, so its `timeoutMs` may end the socket; the replay goes on with the next one. Line
 * conditions of the panel apply.
 *
 * @param frames Of one connection, oldest first.
 * @throws Error when there is nothing to play, the speed is not a positive number, the connection is disposed or already has a replay.
 */
export function replay(connection: AnyConnection, frames: readonly FrameRecord[], { speed = 1, onProgress }: ReplayOptions = {}): Replay {
  if (!(speed > 0)) throw new RangeError('The speed is a positive number, such as 1 or 10, or Infinity.')
  const recording = readRecording(frames)
  const { played, skipped, expected } = recording
  if (played.length === 0) {
    throw new Error('There is nothing to play: the recording has no inbound frame with a payload. Record frames of an open connection first.')
  }
  const { clock } = insideOf(connection).host
  const stage = claimStage(connection)
  const counts = { played: 0, matched: 0, unexpected: 0 }
  const toMatch = [...expected.values()].reduce((sum, count) => sum + count, 0)
  let stopped = false
  const isStopped = () => stopped
  let wake = () => {}

  function show(state: ReplayProgress['state'], error: string | null = null): ReplayProgress {
    const progress = { state, total: played.length, skipped, missing: toMatch - counts.matched, error, ...counts }
    tryTo(() => onProgress?.(progress), clock.reportError)
    return progress
  }

  async function run(): Promise<ReplayProgress> {
    try {
      // Loaded on demand: it is as large as half of the library.
      const { createTestServer } = await import('../../testing/index')
      const { protocol } = connection.getSnapshot()
      const selectProtocol = (offered: readonly string[]) => (offered.includes(protocol) ? protocol : (offered[0] ?? ''))
      if (!isStopped()) await playOn(createTestServer({ clock: 'system', waitMs: OPEN_WITHIN_MS, selectProtocol }))
      return show(isStopped() ? 'stopped' : 'done')
    } catch (error) {
      return show('failed', error instanceof ReplayError ? error.message : 'The replay failed. Reload the page and try again.')
    } finally {
      stage.leave()
    }
  }

  async function playOn(server: TestServer): Promise<void> {
    const stopComparing = compareWith(server, recording, counts, () => show('playing'))
    const stopWatching = connection.on('state', ({ phase }) => phase === 'closed' && wake())
    try {
      stage.enter(server.transport)
      await play(server)
    } finally {
      stopComparing()
      stopWatching()
      stage.leave()
      server.stop()
    }
  }

  /** Resolves with undefined when the replay is stopped or the connection closed. */
  const unlessWoken = <T>(promise: Promise<T>): Promise<T | undefined> =>
    Promise.race([promise, new Promise<undefined>((resolve) => (wake = () => resolve(undefined)))])

  async function socketOf(server: TestServer) {
    const isClosed = connection.getSnapshot().phase === 'closed'
    const found = isClosed ? undefined : (server.connections.at(-1) ?? (await unlessWoken(server.connected().catch(() => undefined))))
    if (found ?? isStopped()) return found
    throw new ReplayError('The connection did not stay open for the replay. Close codes and calls of disconnect() are in the timeline.')
  }

  async function play(server: TestServer): Promise<void> {
    show('connecting')
    await socketOf(server)
    // What the application sends on each open goes first.
    await server.settled()
    const startedAt = clock.now()
    const waitOf = (afterMs: number) => afterMs / speed - (clock.now() - startedAt)
    while (!isStopped() && counts.played < played.length) {
      await sleep(waitOf(played[counts.played]!.afterMs))
      const socket = isStopped() ? undefined : await socketOf(server)
      if (!socket) return
      const due = played.slice(counts.played, counts.played + MAX_AT_ONCE)
      const count = due.findIndex(({ afterMs }, index) => index > 0 && waitOf(afterMs) > 0)
      for (const { data } of count < 0 ? due : due.slice(0, count)) {
        socket.send(data)
        counts.played++
      }
      show('playing')
      await server.settled()
    }
    if (isStopped()) return
    await sleep(waitOf(recording.durationMs))
    await server.settled()
  }

  async function sleep(ms: number): Promise<void> {
    if (ms <= 0) return
    let cancel = () => {}
    await unlessWoken(new Promise<void>((resolve) => (cancel = clock.setTimer(resolve, ms))))
    cancel()
  }

  return {
    stop() {
      stopped = true
      wake()
    },
    done: run(),
  }
}

class ReplayError extends Error {}

/** Counts what the application sends, and answers its pings. */
function compareWith(server: TestServer, { expected, heartbeats }: Recording, counts: { matched: number; unexpected: number }, changed: () => void) {
  const left = new Map(expected)
  return server.onMessage((message, socket) => {
    const key = keyOf(message)
    const pong = heartbeats.get(key)
    if (pong !== undefined) {
      if (pong !== null) socket.send(pong)
      return
    }
    const count = left.get(key) ?? 0
    if (count > 0) counts.matched++
    else counts.unexpected++
    left.set(key, count - 1)
    changed()
  })
}
