/** The messages of the demo's sockets. The server and the page both import this file, so they stay in agreement. */

export const PATHS = ['/echo', '/chat', '/ticker', '/counter', '/market'] as const
export type Path = (typeof PATHS)[number]

export const isPath = (value: unknown): value is Path => PATHS.some((path) => path === value)

/** A session is a visitor: the tabs of one browser. Its id is random, so that nobody can name the session of another visitor. */
export const isSessionId = (value: unknown): value is string => typeof value === 'string' && /^\w{8,64}$/.test(value)

export interface ChatNote {
  readonly id: number
  readonly from: string
  readonly text: string
  /** The pane in which it was typed. Empty if another program sent it. */
  readonly via: string
  readonly at: number
}

export type ChatMessage =
  | { readonly type: 'welcome'; readonly you: string }
  | { readonly type: 'history'; readonly you: string; readonly notes: readonly ChatNote[]; readonly people: readonly string[] }
  | { readonly type: 'people'; readonly people: readonly string[] }
  | { readonly type: 'note'; readonly note: ChatNote }
  | Problem

export type ChatCommand =
  | { readonly type: 'join'; readonly name: string }
  | { readonly type: 'leave' }
  | { readonly type: 'history' }
  | { readonly type: 'say'; readonly text: string; readonly via?: string }

export const SYMBOLS = ['OAK', 'ELM', 'FIR'] as const
export type TickerSymbol = (typeof SYMBOLS)[number]

export type TickerMessage =
  | { readonly type: 'tick'; readonly symbol: TickerSymbol; readonly price: number; readonly at: number }
  | { readonly type: 'rate'; readonly perSecond: number }
  | Problem

export interface TickerCommand {
  readonly type: 'rate'
  readonly perSecond: number
}

export const MAX_RATE = 10_000

/** The reply of every path to an invalid message. */
export interface Problem {
  readonly type: 'error'
  readonly error: string
}

export const FAULTS = ['drop', 'refuse', 'silent', 'close', 'flood', 'restore'] as const
export type Fault = (typeof FAULTS)[number]

export interface Stats {
  /** Number of sockets that are open at the server now. */
  readonly sockets: number
  readonly paths: Readonly<Record<Path, number>>
  /** Counts for the page that sends the request. It identifies itself with `?session=&tab=`. */
  readonly tab: { readonly sockets: number; readonly opened: number }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
