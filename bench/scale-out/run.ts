import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { shuffled } from '../performance/report/stats'
import { startClients } from './clients/clients'
import { WIDE } from './load'
import type { Bench } from './measure/bench'
import { measureConnections } from './measure/connections'
import { measureGateways } from './measure/gateways'
import { createPublisher, publishAll } from './measure/publisher'
import { measureStart } from './measure/start'
import { preparePrograms } from './processes/build'
import { ENGINES, startEngine, type StartedEngine } from './processes/engine'
import { requireCpuTimes, requireOpenFiles } from './processes/usage'
import { writeReport } from './report/report'
import { emptyResults, GATEWAYS, WINDOWS, type Results } from './report/results'

// npm run bench:scale-out -- [--rounds 5] [--seconds 1.2] [--sockets 2000,5000] [--dry]
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    /** Of each measurement. */
    seconds: { type: 'string', default: '1.2' },
    sockets: { type: 'string', default: '2000,5000' },
    /** Only prints. */
    dry: { type: 'boolean', default: false },
  },
})
function positive(option: 'rounds' | 'seconds' | 'sockets', text: string = values[option]): number {
  if (Number(text) > 0) return Number(text)
  throw new Error(`--${option} must be a number above 0, not ${JSON.stringify(text)}.`)
}
const [rounds, seconds] = [positive('rounds'), positive('seconds')]
const sizes = [0, ...values.sockets.split(',').map((text) => positive('sockets', text))]

async function measureAll(bench: Bench, engines: readonly StartedEngine[]): Promise<Results> {
  const results = new Map(engines.map(({ name }) => [name, emptyResults()]))
  const connections: Results['connections'][number][] = []
  const cases = engines.flatMap((engine) => GATEWAYS.map((count) => ({ engine, count })))
  for (let round = 1; round <= rounds; round++) {
    for (const { engine, count } of shuffled(cases)) {
      const sample = await measureGateways(bench, engine, count, seconds * 1000)
      results.get(engine.name)!.gateways[count].push(sample)
      console.log(round, engine.name, count, JSON.stringify(sample))
    }
    // The sockets are idle, so the engine does not matter.
    const memory = await measureConnections(bench, engines[0]!, sizes)
    connections.push(memory)
    console.log(round, 'connections', JSON.stringify([...memory]))
  }

  await Promise.all(engines.map(fill))
  const starts = engines.flatMap((engine) => WINDOWS.map((window) => ({ engine, window })))
  for (let round = 1; round <= rounds; round++)
    for (const { engine, window } of shuffled(starts)) {
      const start = await measureStart(bench, engine, window)
      results.get(engine.name)!.starts[window].push(start)
      console.log(round, engine.name, window, JSON.stringify(start))
    }
  return { engines: results, connections }
}

/** The stream gets as many entries as the largest window. */
async function fill({ engine }: StartedEngine): Promise<void> {
  const { seq } = await engine.publish('last', 'last', '{}')
  await publishAll(createPublisher(engine), WIDE, Math.max(0, Math.max(...WINDOWS) - seq))
}

requireCpuTimes()
requireOpenFiles(Math.max(...sizes))
const folder = mkdtempSync(join(tmpdir(), 'websocket-store-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const loadBefore = loadavg()[0]!
const programs = await preparePrograms(folder)
const engines: StartedEngine[] = []
for (const name of ENGINES) engines.push(await startEngine(name, folder))
const clients = startClients(programs.clients)
const results = await measureAll({ programs, clients }, engines)
clients.end()
await Promise.all(engines.map((engine) => engine.end()))
const machine = `${cpus().length} × ${cpus()[0]?.model}`
writeReport(results, { rounds, seconds, machine, load: [loadBefore, loadavg()[0]!] }, values.dry)
