import { channel, createRegistry, type Connection, type ConnectionRegistry, type RegistryOptions } from 'websocket-store'
import { createTabsRegistry } from 'websocket-store/tabs'
import { feedOptions, LINGER_MS, type FeedFrame } from './feed'
import { recordElection, type ElectionEntry } from './election-log'
import { createLog, type LogEntry } from './log'

// A page of the fault tests. Its query:
//   mode      shared, dedicated, leader or local
//   feed      url of the feed server
//   name      of the worker or the election
//   channels  keys with commas between them

/** What a page has seen since it was loaded. */
export interface Report {
  readonly mode: string
  readonly phase: string
  /** Every phase of the connection, in order. */
  readonly phases: readonly string[]
  readonly error: string | null
  /** Pages that the worker serves. Null where the registry does not count them. */
  readonly pageCount: number | null
  readonly channels: Readonly<Record<string, { readonly status: string; readonly log: readonly LogEntry[]; readonly conflated: number | null }>>
  /** Numbers of messages that belong to no channel, since `listenRaw()`. */
  readonly raw: readonly LogEntry[]
  /** Longest time between two calls of a timer of 10 ms, since `measure()`. */
  readonly longestGapMs: number
  /** Returns from the back-forward cache. */
  readonly restored: number
  /** Why the page was not restored, as the browser says. */
  readonly notRestored: readonly string[]
  readonly visibility: string
  /** Page events, `freeze`, `resume`, `pagehide` and so on, and errors of the connection. */
  readonly events: readonly string[]
  /** Messages of the election, from all tabs. */
  readonly election: readonly ElectionEntry[]
  /** Errors that nobody caught, and warnings of the library. */
  readonly problems: readonly string[]
}

export interface TabApi {
  report(): Report
  say(text: string): void
  listenRaw(): void
  measure(): void
  /** Runs no task for this time, in ms. */
  block(ms: number): void
  /** Gives up the channels and the connection. */
  leave(): void
}

const query = new URLSearchParams(location.search)
const mode = query.get('mode') ?? 'shared'
const name = query.get('name') ?? 'feed'
/** Codes of failures that no row causes. */
const NEVER: ReadonlySet<string> = new Set(['messages-lost', 'decode-failed', 'encode-failed', 'worker-outdated'])
const problems: string[] = []
const events: string[] = []
addEventListener('error', ({ message }) => problems.push(message))
addEventListener('unhandledrejection', ({ reason }) => problems.push(String(reason)))
for (const level of ['warn', 'error'] as const) console[level] = (...texts: unknown[]) => problems.push(texts.join(' '))
for (const type of ['freeze', 'resume', 'visibilitychange']) document.addEventListener(type, () => events.push(type))
for (const type of ['pagehide', 'pageshow'])
  addEventListener(type, (event) => events.push(`${type}${(event as PageTransitionEvent).persisted ? ' persisted' : ''}`))

const election = mode === 'leader' ? recordElection(name) : []
const options: RegistryOptions = { defaults: { lingerMs: LINGER_MS } }

function createPageRegistry(): ConnectionRegistry {
  if (mode === 'local') return createRegistry({ defaults: feedOptions as NonNullable<RegistryOptions['defaults']> })
  if (mode === 'dedicated') return createTabsRegistry(() => new Worker('/worker.js', { type: 'module', name }), options)
  if (mode === 'leader') return createTabsRegistry({ leader: name, serve: () => feedOptions }, options)
  return createTabsRegistry(() => new SharedWorker('/worker.js', { type: 'module', name }), options)
}

const registry = createPageRegistry()
const connection = registry.connection(query.get('feed')!) as unknown as Connection<FeedFrame, FeedFrame>
const phases: string[] = []
connection.on('state', ({ phase }) => phases.push(phase))
// Rows cut the network, and a browser may end a shared worker with the tab in whose process it runs. These fail no row by themselves.
connection.on('error', ({ code, message }) => {
  events.push(`${code} after ${Math.round(performance.now())} ms`)
  if (NEVER.has(code)) problems.push(message)
})
const release = connection.retain()
const keys = (query.get('channels') ?? 'a').split(',').filter(Boolean)
const channels = keys.map((key) => {
  const log = createLog()
  const followed = channel(connection, key)
  const stops = [followed.onRecovery(log.verdict), followed.onMessage((message) => log.number(message.n!))]
  return { key, followed, log, stop: () => stops.forEach((stop) => stop()) }
})

const raw = createLog()
let longestGapMs = 0
let tickedAt = performance.now()
setInterval(() => {
  longestGapMs = Math.max(longestGapMs, performance.now() - tickedAt)
  tickedAt = performance.now()
}, 10)

interface Reasons {
  readonly reasons?: readonly { readonly reason: string }[] | null
}
const notRestored = () => {
  const [entry] = performance.getEntriesByType('navigation') as { readonly notRestoredReasons?: Reasons | null }[]
  return entry?.notRestoredReasons?.reasons?.map(({ reason }) => reason) ?? []
}

const api: TabApi = {
  report() {
    const { phase, error } = connection.getSnapshot()
    return {
      mode,
      phase,
      phases,
      error: error && `${error.code}: ${error.message}`,
      pageCount: (registry as { readonly pageCount?: number }).pageCount ?? null,
      channels: Object.fromEntries(
        channels.map(({ key, followed, log }) => {
          const { status, ...rest } = followed.getSnapshot()
          return [key, { status, log: log.entries, conflated: (rest as { readonly conflated?: number }).conflated ?? null }]
        }),
      ),
      raw: raw.entries,
      longestGapMs: Math.round(longestGapMs),
      restored: events.filter((event) => event === 'pageshow persisted').length,
      notRestored: notRestored(),
      visibility: document.visibilityState,
      events,
      election,
      problems,
    }
  },
  say: (text) => void connection.send({ op: 'say', text }),
  listenRaw: () => void connection.onMessage((message) => message.op === 'raw' && raw.number(message.n!)),
  measure() {
    longestGapMs = 0
    tickedAt = performance.now()
  },
  block(ms) {
    // Later, so that this call returns.
    setTimeout(() => {
      for (const start = performance.now(); performance.now() - start < ms; );
    })
  },
  leave() {
    for (const { stop } of channels) stop()
    release()
  },
}
Object.assign(window, { tab: api })
