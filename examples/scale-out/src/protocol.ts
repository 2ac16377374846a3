// The messages between a client and a gateway: JSON texts. The heartbeat is the text `ping`, and its answer `pong`.

/** The place of a message in the stream. Positions of different epochs cannot be compared. */
export interface Position {
  /** Contiguous over the stream, so a jump shows a loss. */
  readonly seq: number
  /** Names one life of the stream: another one after it was deleted, or may have lost entries. */
  readonly epoch: string
}

export type Verdict = 'fresh' | 'resumed' | 'gap'

export type ToServer =
  /** The first message, and again for each renewal. */
  | { readonly type: 'auth'; readonly token: string }
  | { readonly type: 'subscribe'; readonly channel: string; readonly after?: Position | undefined }
  | { readonly type: 'unsubscribe'; readonly channel: string }

export interface Message {
  readonly type: 'message'
  readonly channel: string
  readonly position: Position
  readonly data: unknown
}

export type FromServer =
  | Message
  | { readonly type: 'welcome'; readonly renewAfterMs: number; readonly gateway: string }
  | { readonly type: 'subscribed'; readonly channel: string; readonly verdict: Verdict }
  | { readonly type: 'refused'; readonly channel: string; readonly reason: string }
  | { readonly type: 'members'; readonly channel: string; readonly users: readonly string[] }

/** What the application answers to GET /snapshot/<channel>. */
export interface Snapshot {
  readonly messages: readonly Message[]
  /** Missing when nothing was published in the channel yet. */
  readonly position?: Position | undefined
}

export const CLOSE = {
  /** An invalid token, or an expired one. The client gets a new token, and tries once more. */
  unauthorized: 4401,
  /**
   * No token in time. The client retries, as often as necessary: what issues the tokens may be slow, above all when many clients
   * reconnect at once.
   */
  timeout: 3008,
  /** The client does not follow this protocol. It does not reconnect. */
  protocolError: 1008,
  /** The gateway stops, or its stream changed. The client reconnects. */
  restart: 1012,
} as const

/** The reason of a close: the gateway stops, and the others do not. */
export const DRAINING = 'draining'

/** Words with dots between them, such as `prices.OAK`: a name that is safe in the subjects of NATS. */
export const isChannel = (name: unknown): name is string =>
  typeof name === 'string' && name.length <= 100 && /^[\w-]+(\.[\w-]+)*$/.test(name)

export function isPosition(value: unknown): value is Position {
  const { seq, epoch } = Object(value) as { readonly seq?: unknown; readonly epoch?: unknown }
  return Number.isSafeInteger(seq) && typeof epoch === 'string'
}

/** Who is in these channels is known. Presence costs a lease for each member, so it is not for channels such as prices. */
export const hasMembers = (channel: string): boolean => channel.startsWith('rooms.')
