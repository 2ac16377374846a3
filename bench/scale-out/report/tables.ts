import type { EngineName } from '../../../examples/scale-out/src/engine'
import { fanOutOf, NARROW, WIDE } from '../load'
import type { GatewaysSample } from '../measure/gateways'
import type { Latency, Paced } from '../measure/paced'
import { middle, ratio, spread, table } from './cells'
import { WINDOWS, type EngineResults, type Results } from './results'

const NAMES: Readonly<Record<EngineName, string>> = { nats: 'NATS', redis: 'Redis' }
const COMPARED = ['1 gateway', '3 gateways', 'ratio']

/** The first column of several says what they show. */
const title = (what: string) => (text: string, index: number): string => (index === 0 ? `${what}, ${text}` : text)

/** The value of one gateway, that of three, and their ratio. */
function compared({ gateways }: EngineResults, valueOf: (sample: GatewaysSample) => number): [string, string, string] {
  const [one, three] = [gateways[1].map(valueOf), gateways[3].map(valueOf)]
  return [middle(one), middle(three), ratio(three, one)]
}

function groupRows({ engines }: Results, cellsOf: (results: EngineResults, group: 'narrow' | 'wide') => string[]): string[][] {
  return [...engines].flatMap(([name, results]) =>
    [NARROW, WIDE].map((group) => [`${NAMES[name]}, ${fanOutOf(group)}`, ...cellsOf(results, group.name)]),
  )
}

export function pacedTable(results: Results): string {
  const rows = groupRows(results, (engine, group) => {
    const [, , engineRatio] = compared(engine, ({ paced }) => paced[group].cpu.engine)
    const nginx = middle(engine.gateways[1].map(({ paced }) => paced[group].cpu.nginx))
    return [...compared(engine, ({ paced }) => paced[group].cpu.gateways), engineRatio, nginx]
  })
  return table(['engine, fan-out', ...COMPARED.map(title('CPU')), 'ratio of the engine', 'CPU, nginx'], rows)
}

export function saturatedTable(results: Results): string {
  const rows = groupRows(results, (engine, group) => [
    ...compared(engine, ({ saturated }) => saturated[group].cpu.gateways),
    ...compared(engine, ({ saturated }) => saturated[group].perSecond),
  ])
  return table(['engine, fan-out', ...COMPARED.map(title('CPU')), ...COMPARED.map(title('delivered/s'))], rows)
}

export function latencyTable({ engines }: Results): string {
  const rows = [...engines].flatMap(([name, { gateways }]) => {
    const paths: Readonly<Record<string, readonly Paced[]>> = {
      '1 gateway, without nginx': gateways[1].flatMap(({ paced }) => paced.direct ?? []),
      '1 gateway': gateways[1].map(({ paced }) => paced.narrow),
      '3 gateways': gateways[3].map(({ paced }) => paced.narrow),
    }
    return Object.entries(paths).map(([path, samples]) => {
      const valuesOf = (part: keyof Latency) => samples.map(({ latency }) => latency[part])
      return [`${NAMES[name]}, ${path}`, ...(['p50', 'p99', 'max'] as const).map((part) => spread(valuesOf(part)))]
    })
  })
  return table(['', 'p50, ms', 'p99, ms', 'longest, ms'], rows)
}

export function startTable({ engines }: Results): string {
  const rows = [...engines].map(([name, { starts }]) => {
    const [small, large] = WINDOWS
    const memory = starts[large].map((start, round) => ((start.memory - starts[small][round]!.memory) / (large - small)) * (10_000 / 1000))
    return [NAMES[name], ...WINDOWS.map((window) => spread(starts[window].map(({ readyMs }) => readyMs))), spread(memory)]
  })
  return table(['', ...WINDOWS.map((window) => `ready with ${window.toLocaleString('en-US')} entries, ms`), 'MB for 10,000 entries'], rows)
}

export function connectionsTable({ connections }: Results): string {
  const sizes = [...connections[0]!.keys()]
  const rows = sizes.map((size) => {
    const each = connections.map((memory) => (memory.get(size)! - memory.get(sizes[0]!)!) / size)
    return [size.toLocaleString('en-US'), spread(connections.map((memory) => memory.get(size)! / 1000)), size === sizes[0] ? '' : spread(each)]
  })
  return table(['idle sockets', 'memory, MB', 'kB for each socket'], rows)
}
