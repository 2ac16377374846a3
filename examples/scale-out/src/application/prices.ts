// The state of the application: the price of each symbol. Each change is published, and the last one is the snapshot.
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Engine } from '../engine'
import type { Message, Snapshot } from '../protocol'

const RETRY_MS = 250

/** The data of the channel `prices.<symbol>`. */
export interface Price {
  readonly symbol: string
  readonly value: number
  /** How often the price has changed. A jump shows that a client lost messages. */
  readonly count: number
}

export interface Prices {
  /** Resolves when the engine has confirmed the change. Changes of one channel are published in order. */
  publish(channel: string, data: unknown): Promise<void>
  /** Waits for the pending changes of the channel. */
  snapshot(channel: string): Promise<Snapshot>
}

export function createPrices(engine: Engine, onError: (error: unknown) => void): Prices {
  const states = new Map<string, Message>()
  /** The last change of each channel. */
  const changes = new Map<string, Promise<void>>()

  async function append(channel: string, data: unknown): Promise<void> {
    // The id stays the same, so a change that was appended without a confirmation is not appended twice.
    const id = randomUUID()
    for (;;) {
      try {
        const position = await engine.publish(id, channel, JSON.stringify(data))
        return void states.set(channel, { type: 'message', channel, position, data })
      } catch (error) {
        onError(error)
        await delay(RETRY_MS)
      }
    }
  }

  return {
    publish(channel, data) {
      const change = (changes.get(channel) ?? Promise.resolve()).then(() => append(channel, data))
      changes.set(channel, change)
      return change
    },
    async snapshot(channel) {
      // A gateway may have sent a change that is not confirmed here. The client asks after it, so the snapshot must hold it.
      await changes.get(channel)
      const state = states.get(channel)
      return state ? { messages: [state], position: state.position } : { messages: [] }
    },
  }
}
