import { cpus } from 'node:os'
import { versionOf } from '../../interop/kit/parts'
import { NATS_SERVER, NGINX, REDIS_SERVER } from '../cluster/parts'
import { herdSection } from '../herd/herd-section'
import type { Herd } from '../herd/run-herd'
import type { Check } from './checks'
import type { RunResult } from './run'
import type { Settings } from './settings'

export interface Results {
  readonly nats: RunResult
  readonly redis: RunResult
  readonly controls: readonly Check[]
  readonly herd: Herd
}

const count = (value: number): string => value.toLocaleString('en')
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** The page `docs/evidence/scale-out.md`, without the section that a benchmark writes. */
export function pageOf({ nats, redis, controls, herd }: Results, { channels, clients, pages, kills, reloads }: Settings): string {
  const versions = `nginx ${versionOf(NGINX, 'nginx', '-v')}, Node ${process.versions.node.split('.')[0]}`
  return `# Several gateways

What clients receive from several gateways while processes are killed. \`npm run test:scale-out\` writes this page, except the
section on load. It runs the programs of \`examples/scale-out\` on one machine: an engine, three gateways, nginx in front of them,
and an application that publishes numbered messages to ${channels} channels. The clients are ${clients} connections in Node and ${pages} pages in
Chromium, with one to three channels each.

Meanwhile gateways are killed with \`kill -9\` ${kills} times, at random moments, and started again after up to two seconds. nginx
reloads its configuration ${reloads} times. Once each, the engine is killed and started again with its data, the stream is trimmed while a
gateway is stopped and behind, and the stream is deleted.

At the end, everything that each client received is compared with what was published. In each channel a client must have all
messages, once and in order. Only a snapshot that was loaded after the verdict \`fresh\` or \`gap\` may stand for messages.

${runTable([
  [`NATS ${versionOf(NATS_SERVER, 'nats-server', '-v')}`, nats],
  [`Redis ${versionOf(REDIS_SERVER, 'redis-server', '-v')}`, redis],
])}

A client is behind from the loss of its socket until all its channels have everything that was published meanwhile. In these runs
a socket counts as stable after one second, and the delay of a retry is at most four seconds: each client loses its gateway
far more often than in production. Times depend on the machine: all programs share ${cpus().length} cores (${versions}).

## Errors that are found

To show that the comparison finds errors, three programs with an error are run.

| error | found |
| --- | :-: |
${controls.map(({ what, isMet }) => `| ${what} | ${isMet ? '✓' : '✗'} |`).join('\n')}

${herdSection(herd)}
`
}

function runTable(runs: readonly (readonly [title: string, result: RunResult])[]): string {
  const rows: readonly (readonly [name: string, cell: (result: RunResult) => string])[] = [
    ['missing, repeated, reordered or wrong messages', ({ findings }) => count(findings.length)],
    ['messages published', ({ figures }) => count(figures.published)],
    ['messages delivered', ({ figures }) => count(figures.delivered)],
    ['gateways killed', ({ figures }) => count(figures.faults.kill)],
    ['reconnects', ({ figures }) => count(figures.reconnects)],
    ['channels `resumed`', ({ figures }) => count(figures.verdicts.resumed)],
    ['channels with a `gap`', ({ figures }) => count(figures.verdicts.gap)],
    ['channels `fresh`', ({ figures }) => count(figures.verdicts.fresh)],
    ['snapshots loaded', ({ figures }) => count(figures.snapshots)],
    ['messages published while a client was away, received when it resumed', ({ figures }) => count(figures.caughtUp)],
    ['of these, on the way when the gateway was killed', ({ figures }) => count(figures.inFlight)],
    ['behind after a kill, median', ({ figures }) => seconds(figures.behindMs.p50)],
    ['behind after a kill, 99 %', ({ figures }) => seconds(figures.behindMs.p99)],
    ['duration', ({ figures }) => `${Math.round(figures.seconds)} s`],
  ]
  const lines = [['', ...runs.map(([title]) => title)], ['---', ...runs.map(() => '--:')], ...rows.map(([name, cell]) => [name, ...runs.map(([, result]) => cell(result))])]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
