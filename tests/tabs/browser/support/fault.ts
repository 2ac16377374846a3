import type { FeedServer } from './feed-server'
import type { Site } from './site'
import type { Mode, TabPage } from './tab-page'
import type { Tab } from './tabs-browser'

/** What a row works with. */
export interface FaultContext {
  readonly mode: Mode
  readonly site: Site
  readonly feed: FeedServer
  /** Opens one more tab, and waits until it is ready. */
  open(): Promise<TabPage>
  /** Opens as many tabs, one after the other. */
  openAll(count: number): Promise<TabPage[]>
  /** The tab is gone: it is not checked at the end. */
  gone(page: TabPage): void
  /** Waits until the server has this many sockets. */
  untilSockets(count: number): Promise<void>
  /** Publishes on every channel, and waits until these tabs have it. */
  publishTo(pages: readonly TabPage[], count?: number): Promise<void>
  /** Checks that these tabs have every message: they were told of no gap. */
  expectNoGap(pages: readonly TabPage[]): Promise<void>
  /**
   * Checks the number of sockets that were opened. A worker keeps its socket whatever happens to a tab. A leader's socket ends with its tab.
   *
   * @param handovers Leaders whose page ended.
   */
  expectSockets(handovers: number): Promise<void>
  /** A figure for the table. */
  note(text: string): void
}

export interface FaultRow {
  readonly name: string
  readonly modes: readonly Mode[]
  /** Members of `Tab` without which the row is not possible. */
  readonly needs?: readonly (keyof Tab)[]
  /** Throws when the library does not do what it should. */
  run(context: FaultContext): Promise<void>
}

export interface FaultResult {
  readonly row: string
  readonly mode: Mode
  readonly engine: string
  readonly outcome: 'passed' | 'failed' | 'not possible'
  /** Figures, or why it failed or is not possible. */
  readonly notes: readonly string[]
}

/** The modes in which tabs share a socket. */
export const SHARED: readonly Mode[] = ['shared', 'leader']

export const CHANNELS = ['a', 'b', 'c', 'd']

/** Thrown by a row that this engine cannot run. */
export class NotPossible extends Error {}
