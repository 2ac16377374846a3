import type { Truth } from '../truth'
import type { ChannelReport, ClientReport, NotedKind } from './report'

export type FindingKind =
  | NotedKind
  /** A number was left out. */
  | 'missing'
  /** A number came again, or came late. */
  | 'repeated'
  /** A snapshot is older than a message before it. */
  | 'old-snapshot'
  /** The channel began in the middle, without a snapshot. */
  | 'no-beginning'
  /** The last number is not the publisher's. */
  | 'wrong-end'
  | 'not-subscribed'

export interface Finding {
  readonly kind: FindingKind
  readonly client: string
  readonly channel: string
  readonly detail: string
}

/** Compares what the clients received with what was published. Returns every difference. */
export const compare = (truth: Truth, clients: readonly ClientReport[]): Finding[] =>
  clients.flatMap(({ client, channels, state }) =>
    channels.flatMap((report) =>
      [...compareRuns(report), ...compareEnd(report, truth[report.channel], state)].map((finding) => ({ client, channel: report.channel, ...finding })),
    ),
  )

type ChannelFinding = Pick<Finding, 'kind' | 'detail'>

function* compareRuns({ runs, noted }: ChannelReport): Generator<ChannelFinding> {
  for (const { kind, n } of noted) yield { kind, detail: `at ${n}` }
  let known: number | undefined
  for (const { start, from, to } of runs) {
    const detail = `${from} after ${known ?? 'nothing'}`
    if (start === 'snapshot') {
      if (known !== undefined && from < known) yield { kind: 'old-snapshot', detail }
    } else if (known === undefined) {
      if (from !== 1) yield { kind: 'no-beginning', detail }
    } else if (from > known + 1) yield { kind: 'missing', detail }
    else if (from <= known) yield { kind: 'repeated', detail }
    known = Math.max(to, known ?? 0)
  }
}

function* compareEnd({ runs, status }: ChannelReport, last: number | undefined, state: string): Generator<ChannelFinding> {
  const end = runs.at(-1)?.to ?? 0
  if (end !== last) yield { kind: 'wrong-end', detail: `${end} instead of ${last}` }
  if (status !== 'subscribed') yield { kind: 'not-subscribed', detail: `${status} (${state})` }
}

/** How often each kind occurs. */
export function countKinds(findings: readonly Finding[]): Partial<Record<FindingKind, number>> {
  const counts: Partial<Record<FindingKind, number>> = {}
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
