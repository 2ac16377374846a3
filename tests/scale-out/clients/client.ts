import { channel, createConnection, type ReconnectOptions, type WebSocketConstructor } from 'websocket-store'
import { feedOptions } from '../../../examples/scale-out/src/client'
import type { Message, Snapshot } from '../../../examples/scale-out/src/protocol'
import { createChannelRecord } from '../record/channel-record'
import type { ClientReport, Outage } from '../record/report'
import type { Numbered, NumberedSnapshot, Truth } from '../truth'

export interface ClientSettings {
  readonly client: string
  /** `http://…` of nginx, without a slash at the end. */
  readonly origin: string
  readonly channels: readonly string[]
  /** @default those of the library */
  readonly reconnect?: ReconnectOptions
  /** @default the one of the page */
  readonly WebSocket?: WebSocketConstructor
}

export interface Client {
  isSubscribed(): boolean
  /** Whether it has the last message of each of its channels. */
  hasAll(truth: Truth): boolean
  /** Of its connection, to explain a failure. */
  state(): string
  report(): ClientReport
  end(): void
}

/** A client with the options of the example, that records what it receives. */
export function startClient({ client, origin, channels, reconnect, WebSocket }: ClientSettings): Client {
  const fetchOk = async (path: string, signal: AbortSignal | null = null) => {
    const response = await fetch(origin + path, { signal })
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return response
  }
  const options = feedOptions({
    getToken: async () => (await fetchOk(`/token?user=${client}`)).text(),
    loadSnapshot: async (key, signal) => (await (await fetchOk(`/snapshot/${key}`, signal)).json()) as Snapshot,
    ...(WebSocket && { WebSocket }),
  })
  const connection = createConnection(`${origin.replace('http', 'ws')}/socket`, {
    ...options,
    reconnect: { ...(options.reconnect as ReconnectOptions), ...reconnect },
  })
  const outages: Outage[] = []
  /** The one that is not over. */
  let outage: Omit<Outage, 'behindMs' | 'inFlight'> | null = null
  /** Of the outages that are over. */
  let inFlightBefore = 0
  let opens = 0
  connection.on('open', () => void opens++)
  // Attempts fail while gateways are away. What counts is that the client recovers.
  connection.on('error', () => {})
  connection.on('close', ({ code, reason }) => {
    const closedAt = Date.now()
    settleOutage()
    outage ??= { closedAt, code, reason }
    for (const { record } of followed) record.onClose(closedAt)
  })

  const followed = channels.map((key) => {
    const record = createChannelRecord(key)
    const feed = channel(connection, key)
    feed.onRecovery((verdict) => record.onVerdict(verdict, Date.now()))
    feed.onMessage((message) => {
      const data = (message as Message).data as Numbered | NumberedSnapshot
      if ('isSnapshot' in data) record.onSnapshot(data, Date.now())
      else record.onMessage(data, Date.now())
    })
    return { key, record, feed }
  })

  function endOutage(ended: NonNullable<typeof outage>, behindMs: number | null): void {
    const inFlight = followed.reduce((total, { record }) => total + record.inFlight(), 0)
    outages.push({ ...ended, behindMs, inFlight: inFlight - inFlightBefore })
    inFlightBefore = inFlight
  }

  /** Ends the outage if all channels recovered. Otherwise the client is still behind since the first close. */
  function settleOutage(): void {
    if (!outage) return
    const times = followed.map(({ record }) => record.recoveredAt())
    if (times.includes(null)) return
    endOutage(outage, Math.max(...times.map(Number)) - outage.closedAt)
    outage = null
  }

  function state(): string {
    const { phase, error, attempt, lastClose } = connection.getSnapshot()
    const close = lastClose && `last close ${lastClose.code} ${lastClose.reason}`
    return `${client} is ${phase} (attempt ${attempt}, ${[error?.code, error?.cause, close].filter(Boolean).map(String).join(', ')})`
  }

  connection.connect()
  return {
    state,
    isSubscribed: () => followed.every(({ feed }) => feed.getSnapshot().status === 'subscribed'),
    hasAll: (truth) => followed.every(({ key, record, feed }) => record.lastNumber() === truth[key] && feed.getSnapshot().status === 'subscribed'),
    report() {
      settleOutage()
      if (outage) endOutage(outage, null)
      return { client, opens, outages, state: state(), channels: followed.map(({ record, feed }) => record.report(feed.getSnapshot().status)) }
    },
    end: () => connection.dispose(),
  }
}
