import { vi } from 'vitest'
import { createSession, type SessionOptions } from '../../../src/devtools/model/session'
import type { FrameRecord, Session } from '../../../src/devtools/model/types'
import type { AnyConnection, Inspection, TapEvent, TapListener, TapOptions } from '../../../src/core/vocabulary/tap'

/** The fields of an event of one type, without those that all events have. */
export type Fields<T extends TapEvent['type']> = Omit<Extract<TapEvent, { readonly type: T }>, 'type' | 'at' | 'connection'>

/** A connection, as far as the devtools read it. */
export interface HandMadeConnection {
  readonly connection: AnyConnection
  readonly queuedMessages: unknown[]
  readonly snapshot: Record<string, unknown>
  bufferedAmount: number
  options: Record<string, unknown>
}

export function createHandMade(key = 'wss://host.test/'): HandMadeConnection {
  const snapshot = { phase: 'idle', attempt: 0, retryAt: null, lastClose: null, error: null, queued: 0, latencyMs: null, protocol: '' }
  const made: Omit<HandMadeConnection, 'connection'> = { queuedMessages: [], snapshot, bufferedAmount: 0, options: {} }
  const connection = {
    key,
    getSnapshot: () => ({ ...snapshot }),
    option: (name: string) => made.options[name],
    get queuedMessages() {
      return [...made.queuedMessages]
    },
    get bufferedAmount() {
      return made.bufferedAmount
    },
  }
  return Object.assign(made, { connection: connection as unknown as AnyConnection })
}

export interface TappedSession {
  readonly session: Session
  emit<T extends TapEvent['type']>(type: T, connection: AnyConnection, fields: Fields<T>): void
  readonly isTapped: boolean
}

export const NOTHING: Inspection = { demand: 0, holders: [], options: [], channels: [] }

/** A session whose events the test makes. */
export function createTappedSession(options: SessionOptions = {}): TappedSession {
  const taps = new Map<TapListener, TapOptions>()
  const tap = (_registry: unknown, added: TapListener, tapOptions: TapOptions = {}) => {
    taps.set(added, tapOptions)
    return () => void taps.delete(added)
  }
  const session = createSession(null as never, { tap, inspect: () => NOTHING, ...options })
  return {
    session,
    emit: (type, connection, fields) => {
      for (const [listener, { frames = true }] of taps)
        if (frames || type !== 'frame') listener({ type, at: Date.now(), connection, ...fields } as never)
    },
    get isTapped() {
      return taps.size > 0
    },
  }
}

export const textFrame = (data: string, more: Partial<Fields<'frame'>> = {}): Fields<'frame'> => ({
  direction: 'in',
  role: 'message',
  data,
  bytes: data.length,
  messages: [data],
  ...more,
})

export const frameRecord = (more: Partial<FrameRecord> = {}): FrameRecord => ({
  id: 1,
  at: 1000,
  direction: 'in',
  role: 'message',
  data: 'hello',
  bytes: 5,
  isCut: false,
  channels: [],
  note: '',
  ...more,
})

/** Counts the calls of a listener. The next frame of the screen is one fake timer away. */
export function countNotifications(session: Session): { readonly calls: number } {
  let calls = 0
  session.subscribe(() => void calls++)
  return {
    get calls() {
      vi.advanceTimersByTime(20)
      return calls
    },
  }
}
