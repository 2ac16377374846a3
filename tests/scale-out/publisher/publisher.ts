import { pause } from '../../support/wait-for'
import { valueOf, type Numbered, type Truth } from '../truth'

export interface Snapshot<Position> {
  readonly n: number
  readonly value: number
  readonly position: Position | undefined
}

export interface Publisher<Position> {
  /** Publishes one more message to the channel, after those before it. */
  add(channel: string): void
  /** The state of a channel, not older than any publish that was begun before the call. */
  snapshot(channel: string): Promise<Snapshot<Position>>
  /** Resolves when everything that was added is confirmed. */
  settled(): Promise<void>
  /** The last confirmed number of each channel. */
  truth(): Truth
  readonly retries: number
}

interface Channel<Position> {
  begun: number
  confirmed: number
  due: number
  position: Position | undefined
  /** The publish that is not confirmed yet. */
  pending: Promise<void>
  loop: Promise<void> | null
}

const RETRY_MS = 50
/** No fault lasts that long. */
const GIVE_UP_MS = 60_000

export interface PublisherOptions<Position> {
  readonly channels: readonly string[]
  publish(id: string, channel: string, data: string): Promise<Position>
  /** A control: this number of each channel is published twice, as two messages. */
  readonly doubled?: number | undefined
}

/**
 * Publishes numbered messages and knows how many there are. A channel has one pending publish at a time: with more, a retry would
 * change the order. A publish that is not confirmed is repeated with the same id until it is.
 */
export function createPublisher<Position>({ channels, publish, doubled }: PublisherOptions<Position>): Publisher<Position> {
  const states = new Map<string, Channel<Position>>(
    channels.map((name) => [name, { begun: 0, confirmed: 0, due: 0, position: undefined, pending: Promise.resolve(), loop: null }]),
  )
  const stateOf = (channel: string): Channel<Position> => {
    const state = states.get(channel)
    if (!state) throw new Error(`There is no channel ${channel}.`)
    return state
  }
  let retries = 0

  async function untilConfirmed(id: string, channel: string, data: string): Promise<Position> {
    const end = performance.now() + GIVE_UP_MS
    for (;;)
      try {
        return await publish(id, channel, data)
      } catch (error) {
        if (performance.now() > end) throw error
        retries++
        await pause(RETRY_MS)
      }
  }

  async function publishNext(channel: string, state: Channel<Position>): Promise<void> {
    const n = ++state.begun
    const data = JSON.stringify({ n, value: valueOf(channel, n), sentAt: Date.now() } satisfies Numbered)
    state.position = await untilConfirmed(`${channel} ${n}`, channel, data)
    if (n === doubled) await untilConfirmed(`${channel} ${n} again`, channel, data)
    state.confirmed = n
  }

  async function publishDue(channel: string, state: Channel<Position>): Promise<void> {
    for (; state.due > 0; state.due--) await (state.pending = publishNext(channel, state))
    state.loop = null
  }

  return {
    add(channel) {
      const state = stateOf(channel)
      state.due++
      state.loop ??= publishDue(channel, state)
    },
    async snapshot(channel) {
      const state = stateOf(channel)
      await state.pending
      return { n: state.confirmed, value: valueOf(channel, state.confirmed), position: state.position }
    },
    async settled() {
      await Promise.all([...states.values()].map(({ loop }) => loop))
    },
    truth: () => Object.fromEntries([...states].map(([channel, { confirmed }]) => [channel, confirmed])),
    get retries() {
      return retries
    },
  }
}
