import { percentile } from '../../../bench/scale-out/report/percentile'
import type { InjectedFaults } from '../faults/inject'
import type { FaultKind } from '../faults/plan'
import type { ChannelReport, ClientReport, Outage } from '../record/report'

/** What happened in a run, in numbers. */
export interface Figures {
  readonly published: number
  readonly retries: number
  readonly delivered: number
  readonly faults: Readonly<Record<FaultKind, number>>
  readonly reconnects: number
  readonly verdicts: { readonly fresh: number; readonly resumed: number; readonly gap: number }
  readonly snapshots: number
  /** Messages that were published while a client was away, and received when it resumed. */
  readonly caughtUp: number
  /** Messages that were on their way to a client when its gateway was killed, and received when it resumed. */
  readonly inFlight: number
  /** The gateway that was behind when the stream was trimmed noticed it. */
  readonly isTrimNoticed: boolean
  /** How long clients were behind after a kill. */
  readonly behindMs: { readonly p50: number; readonly p99: number; readonly count: number }
  readonly seconds: number
}

export interface RunFacts extends InjectedFaults {
  readonly clients: readonly ClientReport[]
  readonly published: number
  readonly retries: number
  readonly seconds: number
}

/** A socket that is lost within this time after a kill was lost because of it. */
const KILL_MS = 1000

export function figuresOf({ clients, injected, isTrimNoticed, published, retries, seconds }: RunFacts): Figures {
  const channels = clients.flatMap((client) => client.channels)
  const sum = (of: (channel: ChannelReport) => number) => channels.reduce((total, channel) => total + of(channel), 0)
  const count = (kind: FaultKind) => injected.filter((fault) => fault.kind === kind).length
  const isAfterKill = ({ closedAt }: Outage) => injected.some(({ kind, at }) => kind === 'kill' && closedAt >= at && closedAt < at + KILL_MS)
  const ofKills = clients.flatMap((client) => client.outages).filter(isAfterKill)
  const behind = ofKills.flatMap(({ behindMs }) => behindMs ?? []).sort((a, b) => a - b)
  const behindAt = (share: number) => (behind.length === 0 ? 0 : percentile(behind, share))
  return {
    published,
    retries,
    delivered: sum(({ messages }) => messages),
    faults: {
      kill: count('kill'),
      reload: count('reload'),
      'restart-engine': count('restart-engine'),
      trim: count('trim'),
      'delete-stream': count('delete-stream'),
    },
    reconnects: clients.reduce((total, { opens }) => total + opens - 1, 0),
    verdicts: { fresh: sum(({ verdicts }) => verdicts.fresh), resumed: sum(({ verdicts }) => verdicts.resumed), gap: sum(({ verdicts }) => verdicts.gap) },
    snapshots: sum(({ snapshots }) => snapshots),
    caughtUp: sum(({ caughtUp }) => caughtUp),
    inFlight: ofKills.reduce((total, { inFlight }) => total + inFlight, 0),
    isTrimNoticed,
    behindMs: { p50: behindAt(0.5), p99: behindAt(0.99), count: behind.length },
    seconds,
  }
}
