import type { Measured } from './measure'

const seconds = (ms: number | null): string => (ms === null ? 'not in 3 min' : `${(ms / 1000).toFixed(1)} s`)
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`
const count = (value: number): string => value.toLocaleString('en')

type Column = readonly [title: string, cell: (measured: Measured) => string]

const PEAK: Column = ['most in 100 ms', ({ peak }) => percent(peak)]
const HALF: Column = ['half are back after', ({ halfBackMs }) => seconds(halfBackMs)]
const NEARLY_ALL: Column = ['99 % after', ({ nearlyAllBackMs }) => seconds(nearlyAllBackMs)]
const DIALS: Column = ['dials per client', ({ dialsPerClient }) => dialsPerClient.toFixed(1)]
const GAVE_UP: Column = ['gave up for good', ({ gaveUp }) => percent(gaveUp)]
const OUTAGE: Column = ['outage', ({ scenario }) => `${scenario.outageMs / 1000} s`]
const CLIENTS: Column = ['clients', ({ scenario }) => count(scenario.clients)]
const SERVER: Column = ['server takes', ({ scenario }) => scenario.server.name]
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
  readonly crowds: readonly Measured[]
  readonly outages: readonly Measured[]
  readonly compared: readonly Measured[]
  readonly trap: readonly Measured[]
}

export const writeReport = ({ crowds, outages, compared, trap }: ReportParts): string => `# When the server comes back

<!-- Written by \`npm run bench:herd\`, figures and all: change bench/herd/report.ts instead. -->

A server that dies loses all its clients at once. If they all dial again at the same moment, it dies again. So the first retry of
websocket-store comes at random within a second, and later ones at random within a window that doubles up to 30 s. The goal: after
an outage of 30 s, never more than 1 % of all clients within any 100 ms.

![Arrivals over time of seven reconnect policies](figures/herd.svg)

Everything on this page is simulated, with the library's own decision function and default options. All clients are connected
when the server dies; messages travel 5 to 104 ms, at random for each client; dials are refused until the server is back, and then
it lets in a share of the clients per second and refuses the rest, or lets them queue for 2 s at most. It is watched for three
minutes more. The same seed gives the same numbers, and \`npm run bench:herd\` fails when the goal is missed.

## After 30 s, by crowd and server

${table(crowds, CLIENTS, SERVER, PEAK, HALF, NEARLY_ALL, DIALS)}

## By length of the outage

${table(outages, OUTAGE, SERVER, PEAK, HALF, NEARLY_ALL, DIALS)}

A short outage finds the windows still narrow: after 5 s the peak is above 1 %. What spreads the crowd also makes it slower: after
a long outage half of the clients are back in some ten seconds, and the last ones only after thirty. \`maxDelayMs\` sets that
balance. A component whose user does not want to wait calls \`reconnect()\`.

## Beside other policies

${count(compared[0]!.scenario.clients)} clients; the server takes 5 % of them per second and refuses the rest. The other libraries are simulated from their
published defaults; where reconnecting has to be switched on, it is, and nothing else is changed. An interval that is the same for
everybody keeps the crowd together; only the differences between the clients' own networks spread it a little.

${table(compared, POLICY, OUTAGE, PEAK, NEARLY_ALL, DIALS, GAVE_UP)}

## A server that queues without limit

It ends up answering dials that their clients have given up, here after 10 s (\`connectTimeoutMs\`), while they dial again and make
the queue longer: most never come back. Let a server refuse what it cannot answer within a few seconds; the tables above
show that all come back then.

${table(trap, OUTAGE, SERVER, PEAK, HALF, NEARLY_ALL, DIALS)}
`
