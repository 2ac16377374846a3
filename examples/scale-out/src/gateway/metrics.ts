// The numbers of a gateway, in the text format of Prometheus.
import type { Verdict } from '../protocol'

export interface Counters {
  messages: number
  slowReaders: number
  readonly verdicts: Record<Verdict, number>
}

export interface Gauges {
  readonly sockets: number
  readonly subscriptions: number
  readonly windowFirst: number
  readonly windowLast: number
  readonly isEngineConnected: boolean
}

export const createCounters = (): Counters => ({ messages: 0, slowReaders: 0, verdicts: { fresh: 0, resumed: 0, gap: 0 } })

export function metricsText(counters: Counters, gauges: Gauges): string {
  const lines: string[] = []
  const add = (name: string, type: 'counter' | 'gauge', help: string, values: Readonly<Record<string, number>>) => {
    lines.push(`# HELP gateway_${name} ${help}`, `# TYPE gateway_${name} ${type}`)
    for (const [labels, value] of Object.entries(values)) lines.push(`gateway_${name}${labels} ${value}`)
  }
  const verdicts = Object.entries(counters.verdicts).map(([verdict, count]) => [`{verdict="${verdict}"}`, count] as const)
  add('sockets', 'gauge', 'Open sockets.', { '': gauges.sockets })
  add('subscriptions', 'gauge', 'Subscriptions of all sockets.', { '': gauges.subscriptions })
  add('messages_sent_total', 'counter', 'Messages of channels that were sent to clients.', { '': counters.messages })
  add('subscribed_total', 'counter', 'Confirmed subscriptions by verdict.', Object.fromEntries(verdicts))
  add('slow_readers_total', 'counter', 'Sockets that were closed because the client reads too slowly.', { '': counters.slowReaders })
  add('window_first', 'gauge', 'First entry of the window.', { '': gauges.windowFirst })
  add('window_last', 'gauge', 'Last entry that was read from the engine.', { '': gauges.windowLast })
  add('engine_connected', 'gauge', 'Whether the engine is connected.', { '': Number(gauges.isEngineConnected) })
  return `${lines.join('\n')}\n`
}
