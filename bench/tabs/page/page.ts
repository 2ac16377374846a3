import { channel, createRegistry, json, type ConnectionRegistry } from 'websocket-store'
import { createTabsRegistry } from '../../../src/tabs/index'
import { ALL_KEYS, type Book, type Way } from '../load'
import { feedChannels } from './channels'

/** What the benchmark reads. */
export interface PageCounts {
  /** Messages that reached a listener. */
  readonly messages: number
  /** Messages that `latest` dropped. */
  readonly conflated: number
  readonly frames: number
  /** The longest time between two frames of the screen, in ms. */
  readonly longestGap: number
}

declare global {
  var tabsBench: {
    isOpen(): boolean
    begin(): void
    /** Resolves when the last message has arrived. */
    ended(): Promise<PageCounts>
  }
}

const way = document.title as Way
const startWorker = () => new Worker(way === 'latest' ? '/worker-latest.js' : '/worker.js', { type: 'module' })
const registry: ConnectionRegistry = way === 'page' ? createRegistry() : createTabsRegistry(startWorker)
const connection = registry.connection(`ws://${location.host}/feed`, { codec: json<Book, never>(), channels: feedChannels() })

let last: Book | null = null
let messages = 0
let frames = 0
let longestGap = 0
let frameAt = 0
let conflatedBefore = 0
let onEnd: () => void = () => {}

function receive(book: Book): void {
  if (book.type === 'end') return onEnd()
  if (messages++ === 0) performance.mark('first')
  last = book
}

const keys: Readonly<Record<Way, readonly string[]>> = { page: [], worker: [], channel: ALL_KEYS.slice(0, 1), latest: ALL_KEYS }
const topics = keys[way].map((key) => channel(connection, key))
for (const topic of topics) topic.onMessage(receive)
if (topics.length === 0) connection.onMessage(receive)

/** Shows the last message, once in a frame of the screen. */
const line = document.querySelector('#root')!.appendChild(document.createElement('p'))
function tick(now: number): void {
  frames++
  if (frameAt > 0) longestGap = Math.max(longestGap, now - frameAt)
  frameAt = now
  line.textContent = `${last?.symbol} ${last?.bids[0]?.price} ${last?.asks[0]?.price}`
  requestAnimationFrame(tick)
}
requestAnimationFrame(tick)
connection.connect()

function conflated(): number {
  return topics.reduce((sum, topic) => sum + ((topic.getSnapshot() as { readonly conflated?: number }).conflated ?? 0), 0)
}

globalThis.tabsBench = {
  isOpen: () => connection.getSnapshot().phase === 'open' && topics.every((topic) => topic.getSnapshot().status === 'subscribed'),
  begin() {
    messages = frames = longestGap = frameAt = 0
    conflatedBefore = conflated()
  },
  ended: () =>
    new Promise((resolve) => {
      // After the other channels have it.
      onEnd = () => {
        performance.mark('last')
        setTimeout(() => resolve({ messages, conflated: conflated() - conflatedBefore, frames, longestGap }), 100)
      }
    }),
}
