// The subscriptions of one gateway, and the window that answers them.
import type { Engine, Entry } from '../engine'
import type { FromServer, Position } from '../protocol'
import type { Counters } from './metrics'
import { createWindow, type Window } from './window'

export interface Subscriber {
  /** Bytes that the client has not read yet. */
  readonly bufferedBytes: number
  send(text: string): void
}

export interface FeedOptions {
  readonly engine: Engine
  readonly windowSize: number
  /** More than this is not sent again in one piece: the client loads the state. */
  readonly maxResumedBytes: number
  readonly counters: Counters
  /** The window is read: the feed can answer subscriptions. */
  onReady(): void
  /** The stream does not continue. What the subscribers know belongs to another one. */
  onPlaceLost(): void
  onError(error: unknown): void
}

export interface Feed {
  readonly window: Window
  readonly isReady: boolean
  readonly subscriptions: number
  subscribe(subscriber: Subscriber, channel: string, after: Position | undefined): void
  unsubscribe(subscriber: Subscriber, channel: string): void
  /** Sends a message without a position to all subscribers of its channel. */
  emit(message: FromServer & { readonly channel: string }): void
  stop(): void
}

export function createFeed({ engine, windowSize, maxResumedBytes, counters, onReady, onPlaceLost, onError }: FeedOptions): Feed {
  const window = createWindow(windowSize)
  const subscribers = new Map<string, Set<Subscriber>>()
  /** The last entry of the stream when the reader started. */
  let target: number | undefined
  let isReady = false
  let subscriptions = 0

  // The data is JSON text already.
  const textOf = ({ channel, seq, data }: Entry): string =>
    `{"type":"message","channel":${JSON.stringify(channel)},"position":${JSON.stringify({ seq, epoch: window.epoch })},"data":${data}}`

  function checkReady(): void {
    if (isReady || target === undefined || window.last < target) return
    isReady = true
    onReady()
  }

  const stop = engine.follow(windowSize, {
    start(at) {
      const isFirst = target === undefined
      target = at.last
      isReady = false
      window.start(at)
      if (!isFirst) onPlaceLost()
      checkReady()
    },
    entry(entry) {
      window.add(entry)
      const all = subscribers.get(entry.channel)
      if (all) {
        const text = textOf(entry)
        counters.messages += all.size
        for (const subscriber of all) subscriber.send(text)
      }
      checkReady()
    },
    error: onError,
  })

  return {
    window,
    get isReady() {
      return isReady
    },
    get subscriptions() {
      return subscriptions
    },
    subscribe(subscriber, channel, after) {
      // No entry can arrive between the answer and the live messages, because nothing here waits.
      const answer = window.after(channel, after)
      const texts = answer.entries.map(textOf)
      const bytes = texts.reduce((sum, text) => sum + text.length, subscriber.bufferedBytes)
      const isTooMuch = bytes > maxResumedBytes
      const verdict = isTooMuch ? 'gap' : answer.verdict
      counters.verdicts[verdict]++
      subscriber.send(JSON.stringify({ type: 'subscribed', channel, verdict } satisfies FromServer))
      if (!isTooMuch) {
        counters.messages += texts.length
        for (const text of texts) subscriber.send(text)
      }
      const all = subscribers.get(channel)
      if (all) all.add(subscriber)
      else subscribers.set(channel, new Set([subscriber]))
      subscriptions++
    },
    unsubscribe(subscriber, channel) {
      const all = subscribers.get(channel)
      if (!all?.delete(subscriber)) return
      subscriptions--
      if (all.size === 0) subscribers.delete(channel)
    },
    emit(message) {
      const text = JSON.stringify(message)
      for (const subscriber of subscribers.get(message.channel) ?? []) subscriber.send(text)
    },
    stop,
  }
}
