import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Engine } from '../../../examples/scale-out/src/engine'
import { channelOf, dataOf, nowUs, type ChannelGroup } from '../load'

export interface Publisher {
  /** Publishes to the channels of the group in turn. Resolves at once, or when few enough are unconfirmed. */
  publish(group: ChannelGroup): Promise<void>
  /** Resolves when everything is confirmed. */
  settled(): Promise<void>
}

/** Publishes that the engine has not confirmed. */
const MAX_UNCONFIRMED = 500

export function createPublisher(engine: Engine): Publisher {
  const run = randomUUID()
  let count = 0
  let unconfirmed = 0
  let failure: unknown
  let waiting: { most: number; resolve(): void } | undefined

  function onSettled(): void {
    unconfirmed--
    if (waiting && unconfirmed <= waiting.most) waiting.resolve()
  }
  async function untilUnconfirmed(most: number): Promise<void> {
    if (unconfirmed > most) await new Promise<void>((resolve) => (waiting = { most, resolve }))
    waiting = undefined
    if (failure) throw failure
  }

  return {
    publish(group) {
      const index = count++
      unconfirmed++
      engine
        .publish(`${run} ${index}`, channelOf(group, index), dataOf(nowUs()))
        .catch((error: unknown) => (failure ??= error))
        .finally(onSettled)
      return untilUnconfirmed(MAX_UNCONFIRMED)
    },
    settled: () => untilUnconfirmed(0),
  }
}

/** Publishes this number of messages at a constant rate. */
export async function publishPaced(publisher: Publisher, group: ChannelGroup, count: number, perSecond: number): Promise<void> {
  const startedAt = performance.now()
  for (let i = 0; i < count; i++) {
    const early = startedAt + (i * 1000) / perSecond - performance.now()
    if (early > 0) await delay(early)
    await publisher.publish(group)
  }
  await publisher.settled()
}

/** Publishes this number of messages as fast as the engine confirms them. */
export async function publishAll(publisher: Publisher, group: ChannelGroup, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await publisher.publish(group)
  await publisher.settled()
}
