import { fileURLToPath } from 'node:url'
import { writeSection } from '../../../scripts/document-section'
import { DATA_BYTES, fanOutOf, NARROW, RECEIVERS } from '../load'
import { PER_SECOND } from '../measure/paced'
import type { Results } from './results'
import { connectionsTable, latencyTable, pacedTable, saturatedTable, startTable } from './tables'

export interface Run {
  readonly rounds: number
  readonly seconds: number
  readonly machine: string
  /** Load average of one minute, before and after. */
  readonly load: readonly [number, number]
}

const file = fileURLToPath(new URL('../../../docs/evidence/scale-out.md', import.meta.url))

const number = (value: number): string => value.toLocaleString('en-US')

const HEAD = '# Several gateways\n'

export function reportOf(results: Results, { rounds, seconds, machine, load }: Run): string {
  const [loadBefore, loadAfter] = load.map((value) => value.toFixed(1))
  return `## Load

The gateways, nginx, the engine, the publisher and the clients share one machine (${machine}). So what clients get in a
second says little about several machines. CPU times can be compared: those of other processes do not count. Messages have
${DATA_BYTES} bytes of data. Figures are medians of ${rounds} rounds of ${seconds} s in random order, with the lowest and the highest one
in parentheses. A ratio compares three gateways with one of the same round. The load average was ${loadBefore} before and
${loadAfter} after. \`npm run bench:scale-out\` measures again and writes this section.

${RECEIVERS} sockets through nginx receive ${number(PER_SECOND)} messages a second together. The fan-out is the number of sockets that receive
a message. CPU is the time of all gateways, or of nginx, in ms for 1,000 received messages. That of the engine is for
published messages.

${pacedTable(results)}

The same while the publisher publishes as fast as the sockets receive. Then a process handles several messages at once, and how
many depends on the others:

${saturatedTable(results)}

Time from \`publish()\` to the arrival at a client, with ${number(PER_SECOND / fanOutOf(NARROW))} published messages a second for
${fanOutOf(NARROW)} clients each:

${latencyTable(results)}

Time from the start of a gateway until it accepts clients, and the memory of its window:

${startTable(results)}

Resident memory of a gateway after a garbage collection, without the buffers of the kernel. Each socket has one channel:

${connectionsTable(results)}`
}

/** Prints the report, and writes it into the page about several gateways. */
export function writeReport(results: Results, run: Run, isDry: boolean): void {
  const text = reportOf(results, run)
  console.log(`\n${text}`)
  if (!isDry) writeSection(file, 'load', text, HEAD)
}
