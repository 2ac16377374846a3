import type { ChannelRecord, ConnectionModel } from '../model/types'
import type { NodeState, NodeTag, StateField, TreeNode } from './api'

const GREEN: Pick<NodeTag, 'textColor' | 'backgroundColor'> = { textColor: 0xffffff, backgroundColor: 0x0d6b35 }
const AMBER: Pick<NodeTag, 'textColor' | 'backgroundColor'> = { textColor: 0xffffff, backgroundColor: 0x835200 }
const RED: Pick<NodeTag, 'textColor' | 'backgroundColor'> = { textColor: 0xffffff, backgroundColor: 0xb3211c }
const GREY: Pick<NodeTag, 'textColor' | 'backgroundColor'> = { textColor: 0xffffff, backgroundColor: 0x545c69 }

/** The connections, with their channels below. The filter keeps connections and channels whose label contains it. */
export function treeOf(models: readonly ConnectionModel[], filter: string): TreeNode[] {
  const wanted = filter.toLowerCase()
  const matches = (label: string) => label.toLowerCase().includes(wanted)
  return models.flatMap((model) => {
    const channels = model.channels.filter(({ key }) => matches(model.label) || matches(key))
    if (channels.length === 0 && !matches(model.label)) return []
    return {
      id: connectionNode(model),
      label: model.label,
      tags: [phaseTag(model)],
      children: channels.map((channel) => ({ id: channelNode(model, channel.key), label: channel.key, tags: [statusTag(channel)] })),
    }
  })
}

const connectionNode = ({ id }: ConnectionModel): string => String(id)
const channelNode = ({ id }: ConnectionModel, key: string): string => `${id}/${key}`

/** What a node shows: a connection, or one of its channels. */
export interface Selected {
  readonly model: ConnectionModel
  readonly channel: ChannelRecord | null
}

export function selectedBy(models: readonly ConnectionModel[], nodeId: string): Selected | null {
  const [, id = '', key] = /^(\d+)(?:\/(.*))?$/s.exec(nodeId) ?? []
  const model = models.find((each) => connectionNode(each) === id)
  if (!model) return null
  if (key === undefined) return { model, channel: null }
  const channel = model.channels.find((each) => each.key === key)
  return channel ? { model, channel } : null
}

export function stateOf({ model, channel }: Selected): NodeState {
  return channel ? channelState(channel) : connectionState(model)
}

function connectionState({ snapshot, bufferedAmount, phases, inspection, channels, queue }: ConnectionModel): NodeState {
  const last = phases.at(-1)
  const close = phases.reduce<(typeof phases)[number]['close']>((latest, phase) => phase.close ?? latest, null)
  const { phase, attempt, retryAt, latencyMs, protocol, queued } = snapshot
  return {
    connection: fields({
      phase,
      cause: last ? [last.cause.type, last.cause.detail].filter(Boolean).join(': ') : '',
      attempt,
      'next attempt': retryAt === null ? null : new Date(retryAt).toISOString(),
      'latency (ms)': latencyMs,
      protocol,
      'buffered bytes': bufferedAmount,
      'last close': close && `${close.code} ${close.reason}`.trim(),
      error: last?.error && `${last.error.code}: ${last.error.message}`,
    }),
    holders: [
      { key: 'demand', value: inspection.demand },
      ...inspection.holders.map(({ name, names }) => ({ key: name, value: names.join(', ') })),
    ],
    'options in force': inspection.options.map(({ name, value, from }) => ({ key: name, value: `${value} (${from})` })),
    channels: channels.map(({ key, status }) => ({ key, value: status })),
    queue: [{ key: 'waiting', value: queued }, ...queue.map((value, index) => ({ key: String(index + 1), value }))],
  }
}

function channelState({ status, recovery, position, holders, messages, error }: ChannelRecord): NodeState {
  return { channel: fields({ status, recovery, position, holders, messages, error }) }
}

const fields = (values: Readonly<Record<string, unknown>>): StateField[] =>
  Object.entries(values).map(([key, value]) => ({ key, value: value === '' ? null : (value ?? null) }))

function phaseTag({ snapshot: { phase }, isDisposed }: ConnectionModel): NodeTag {
  if (isDisposed) return { label: 'disposed', ...GREY }
  if (phase === 'open') return { label: phase, ...GREEN }
  if (phase === 'closed') return { label: phase, ...RED }
  return { label: phase, ...(phase === 'idle' ? GREY : AMBER) }
}

function statusTag({ status }: ChannelRecord): NodeTag {
  if (status === 'subscribed') return { label: status, ...GREEN }
  if (status === 'error') return { label: status, ...RED }
  return { label: status, ...(status === 'idle' || status === 'ended' ? GREY : AMBER) }
}
