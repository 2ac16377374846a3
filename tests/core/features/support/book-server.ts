import { vi } from 'vitest'
import { json, type Channel, type ChannelProtocol, type RecoveryVerdict } from 'websocket-store'
import { createFakeConnection, settled, type FakeConnection } from '../../../support/fake-connection'
import type { FakeSocket } from '../../../support/fake-socket'

export interface Change {
  readonly type: 'change'
  readonly seq: number
  readonly level: number
  readonly amount: number
}
export interface Book {
  readonly type: 'book'
  readonly seq: number
  readonly levels: readonly (readonly [level: number, amount: number])[]
}
type Answer = { readonly type: 'ack'; readonly verdict?: RecoveryVerdict | undefined } | { readonly type: 'refused' }
export type FromServer = Change | Book | Answer
export interface ToServer {
  readonly do: 'subscribe' | 'unsubscribe'
  readonly from?: number | undefined
}

/** What happens to a message on its way. `late`: it arrives after the next one, or later. */
export type Fault = 'none' | 'lost' | 'twice' | 'late'

export interface ServerSettings {
  /** Whether the ack says if the subscription was resumed. */
  readonly saysVerdict: boolean
  /** Whether missed changes are sent before the ack. */
  readonly replaysFirst: boolean
  /** The number of changes that it can send again. */
  readonly kept: number
}

/** An order book: every change has a sequence number. The test decides when the server answers, and what is lost. */
export class BookServer {
  readonly #settings: ServerSettings
  readonly #changes: Change[] = []
  #socket: FakeSocket | null = null
  #read = 0
  #isSubscribed = false
  #late: Change[] = []
  #unanswered: ToServer[] = []

  constructor(settings: ServerSettings) {
    this.#settings = settings
  }

  get seq(): number {
    return this.#changes.length
  }

  /** The book after `seq` changes. */
  bookAt(seq: number): Book {
    const levels = new Map<number, number>()
    for (const { level, amount } of this.#changes.slice(0, seq)) levels.set(level, amount)
    return { type: 'book', seq, levels: [...levels] }
  }

  opened(socket: FakeSocket): void {
    this.#socket = socket
    this.#read = 0
    this.#isSubscribed = false
    this.#late = []
    this.#unanswered = []
  }

  change(level: number, amount: number, fault: Fault): void {
    const change: Change = { type: 'change', seq: this.seq + 1, level, amount }
    this.#changes.push(change)
    if (this.#isSubscribed) this.#sendChange(change, fault)
  }

  /** Answers everything that arrived. */
  answer(isRefusing: boolean, faults: readonly Fault[]): void {
    this.#receive()
    for (const message of this.#unanswered.splice(0)) {
      if (message.do === 'unsubscribe') this.#isSubscribed = false
      else if (isRefusing) this.#send({ type: 'refused' })
      else this.#accept(message.from, faults)
    }
  }

  /** What is late arrives. */
  flush(): void {
    for (const change of this.#late.splice(0)) this.#send(change)
  }

  #accept(from: number | undefined, faults: readonly Fault[]): void {
    const { saysVerdict, replaysFirst, kept } = this.#settings
    const verdict = from === undefined ? 'fresh' : from >= this.seq - kept ? 'resumed' : 'gap'
    const missed = verdict === 'resumed' ? this.#changes.slice(from) : []
    this.#isSubscribed = true
    const ack = (): void => this.#send({ type: 'ack', ...(saysVerdict && { verdict }) })
    if (!replaysFirst) ack()
    missed.forEach((change, index) => this.#sendChange(change, faults[index] ?? 'none'))
    if (replaysFirst) ack()
  }

  #sendChange(change: Change, fault: Fault): void {
    if (fault === 'late') return void this.#late.push(change)
    if (fault !== 'lost') this.#send(change)
    if (fault === 'twice') this.#send(change)
    if (fault === 'none') this.flush()
  }

  #receive(): void {
    const sent = this.#socket?.sent ?? []
    for (; this.#read < sent.length; this.#read++) this.#unanswered.push(JSON.parse(sent[this.#read] as string) as ToServer)
  }

  #send(message: FromServer): void {
    this.#socket?.message(JSON.stringify(message))
  }
}

export const protocol = {
  subscribe: (_key, from) => ({ do: 'subscribe', from }),
  unsubscribe: () => ({ do: 'unsubscribe' }),
  route: ({ type }) => (type === 'change' || type === 'book' ? 'book' : undefined),
  ackOf: ({ type }) => (type === 'ack' ? 'book' : undefined),
  errorOf: ({ type }) => (type === 'refused' ? { key: 'book', error: 'refused' } : undefined),
  positionOf: (message) => ('seq' in message ? message.seq : undefined),
  subscribeTimeoutMs: 2000,
} satisfies ChannelProtocol<FromServer, ToServer, number>

export const connectTo = (channels: ChannelProtocol<FromServer, ToServer, number>): FakeConnection<FromServer, ToServer> =>
  createFakeConnection<FromServer, ToServer>({
    codec: json<FromServer, ToServer>(),
    channels: channels as ChannelProtocol<FromServer, ToServer>,
    notify: 'sync',
  })

/** Moves the clocks of the connection and of its channels. */
export async function advance(fake: FakeConnection<FromServer, ToServer>, ms: number): Promise<void> {
  fake.advance(ms)
  vi.advanceTimersByTime(ms)
  await settled()
}

/**
 * A subscriber that keeps a book and records problems: a change that is missing, repeated or out of order without a verdict that
 * announces it, or one that comes although the state must be loaded first.
 */
export class BookKeeper {
  readonly levels = new Map<number, number>()
  readonly problems: string[] = []
  hasBook = false
  readonly #isLoaded: boolean
  readonly #isLate: boolean
  #position: number | undefined
  #expects: 'next' | 'any' | 'book' = 'any'

  /**
   * @param isLoaded Whether the state is loaded after a gap.
   * @param isLate It is a later user of the channel, which gets the messages from then on, without the state.
   */
  constructor(isLoaded: boolean, isLate = false) {
    this.#isLoaded = isLoaded
    this.#isLate = isLate
  }

  follow(channel: Channel<FromServer>): () => void {
    const stops = [channel.onRecovery((verdict) => this.#take(verdict)), channel.onMessage((message) => this.#apply(message))]
    return () => stops.forEach((stop) => stop())
  }

  #take(verdict: RecoveryVerdict): void {
    if (verdict !== 'resumed') this.#expects = this.#isLoaded ? 'book' : 'any'
    else if (this.#position !== undefined) this.#expects = 'next'
    // The state that was announced is not needed: the channel continues from what its earlier users have.
    else if (this.#isLate) this.#expects = 'any'
  }

  #apply(message: FromServer): void {
    if (message.type === 'book') {
      if (this.#expects === 'next') this.problems.push(`book ${message.seq} without a reason`)
      this.hasBook = true
      this.levels.clear()
      for (const [level, amount] of message.levels) this.levels.set(level, amount)
    } else if (message.type === 'change') {
      const isExpected = this.#expects === 'any' || (this.#expects === 'next' && message.seq === this.#position! + 1)
      if (!isExpected) this.problems.push(`change ${message.seq} after ${String(this.#position)}, expected ${this.#expects}`)
      this.levels.set(message.level, message.amount)
    } else return
    this.#position = message.seq
    this.#expects = 'next'
  }
}
