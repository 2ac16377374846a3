import type { Measured } from './measure'

const seconds = (ms: number | null): string => (ms === null ? 'not within 3 min' : `${(ms / 1000).toFixed(1)} s`)
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`
const count = (value: number): string => value.toLocaleString('en')

type Column = readonly [title: string, cell: (measured: Measured) => string]

const PEAK: Column = ['peak per 100 ms', ({ peak }) => percent(peak)]
const HALF: Column = ['50 % reconnected after', ({ halfReconnectedMs }) => seconds(halfReconnectedMs)]
const NEARLY_ALL: Column = ['99 % reconnected after', ({ nearlyAllReconnectedMs }) => seconds(nearlyAllReconnectedMs)]
const DIALS: Column = ['dials per client', ({ dialsPerClient }) => dialsPerClient.toFixed(1)]
const GAVE_UP: Column = ['gave up', ({ gaveUp }) => percent(gaveUp)]
const OUTAGE: Column = ['outage', ({ scenario }) => `${scenario.outageMs / 1000} s`]
const CLIENTS: Column = ['clients', ({ scenario }) => count(scenario.clients)]
const SERVER: Column = ['server accepts', ({ scenario }) => scenario.server.name]
const POLICY: Column = ['policy', ({ scenario }) => scenario.policy.name]

function table(rows: readonly Measured[], ...columns: Column[]): string {
  const lines = [
    columns.map(([title]) => title),
    columns.map(() => '---'),
    ...rows.map((row) => columns.map(([, cell]) => cell(row))),
  ]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

export interface ReportParts {
  readonly sizes: readonly Measured[]
  readonly outages: readonly Measured[]
  readonly compared: readonly Measured[]
  readonly endlessQueue: readonly Measured[]
}

export const writeReport = ({ sizes, outages, compared, endlessQueue }: ReportParts): string => `# Reconnecting after an outage

<!-- \`npm run bench:herd\` writes this page and its figure: change bench/herd/report.ts instead. -->

When a server fails, all its clients lose their connection at the same time. If they all dial again at the same time, the server can
fail again. So the first retry of websocket-store comes at a random time within one second. Later retries come at a random time in a
window that doubles up to 30 s. The goal: after an outage of 30 s, at most 1 % of all clients arrive in any 100 ms.

![Arrivals over time of seven reconnect policies](figures/herd.svg)

All results on this page are simulated with the decision function of the library and its default options. All clients are connected
when the server fails. The latency of each client is a random value from 5 to 104 ms. During the outage the server refuses all dials.
After the outage it accepts a share of the clients per second, and refuses the others or lets them wait for at most 2 s. The simulation
ends three minutes after the outage. The same seed gives the same numbers. \`npm run bench:herd\` fails if the goal is missed.

## After 30 s, by number of clients and server

${table(sizes, CLIENTS, SERVER, PEAK, HALF, NEARLY_ALL, DIALS)}

## By length of the outage

${table(outages, OUTAGE, SERVER, PEAK, HALF, NEARLY_ALL, DIALS)}

After a short outage the windows are still small: after 5 s the peak is above 1 %. Larger windows spread the clients, but clients also
reconnect later: after a long outage, half of the clients are connected after about ten seconds, and the last ones only after thirty.
\`maxDelayMs\` controls this trade-off. To reconnect without waiting, call \`reconnect()\`.

## Comparison with other policies

${count(compared[0]!.scenario.clients)} clients. The server accepts 5 % of them per second and refuses the rest. The other libraries are simulated
with their published defaults. Reconnecting is enabled where it is off by default, and nothing else is changed. With the same
interval for all clients, the clients stay synchronised. Only the differences in latency spread them a little.

${table(compared, POLICY, OUTAGE, PEAK, NEARLY_ALL, DIALS, GAVE_UP)}

## A server that queues without limit

Such a server answers dials that the clients have already abandoned, here after 10 s (\`connectTimeoutMs\`). Meanwhile the clients dial
again and make the queue longer, so most clients never reconnect. A server should refuse dials that it cannot answer within a few
seconds. The tables above show that all clients reconnect in that case.

${table(endlessQueue, OUTAGE, SERVER, PEAK, HALF, NEARLY_ALL, DIALS)}
`
