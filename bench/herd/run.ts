// npm run bench:herd: simulates the clients, writes docs/evidence/herd.md and its figure, and fails if the goal is missed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drawFigure } from './figure'
import { createMachinePolicy } from './machine-policy'
import { measure, measureEach, type Measured } from './measure'
import { ours } from './policies'
import { writeReport } from './report'
import * as plan from './scenarios'
import { simulate } from './simulate'

const docs = fileURLToPath(new URL('../../docs/evidence/', import.meta.url))
const { OUTAGES_MS, OUTAGE_MS, COMPARED_CLIENTS: clients, POLICIES, SERVERS, refusing, GOAL } = plan

let passed = 0
let failed = 0
const check = (what: string, isMet: boolean, detail = ''): void => {
  if (isMet) passed++
  else failed++
  console.log(`${isMet ? 'ok   ' : 'FAIL '} ${what}${detail && `: ${detail}`}`)
}

const measureAll = <T>(items: readonly T[], scenario: (item: T) => Parameters<typeof measure>[0]): Measured[] =>
  items.map((item) => measure(scenario(item)))

/** Writes a file of the docs. In CI, checks that the committed file is the same. */
function publish(name: string, text: string): void {
  let before: string | undefined
  try {
    before = readFileSync(docs + name, 'utf8')
  } catch {
    // The file does not exist yet.
  }
  writeFileSync(docs + name, text)
  if (process.env['CI']) check(`docs/evidence/${name} is up to date`, before === text, before === text ? '' : 'run npm run bench:herd and commit the result')
}

for (const outageMs of OUTAGES_MS) {
  const scenario = { clients: plan.CLIENT_COUNTS[0]!, outageMs, server: refusing }
  const direct = simulate({ ...scenario, policy: ours })
  const machine = simulate({ ...scenario, policy: createMachinePolicy() })
  const isEqual = direct.arrivals.every((count, slot) => count === machine.arrivals[slot])
  check(`the complete state machine has the same arrivals after ${outageMs / 1000} s`, isEqual)
}

const sizes = plan.CLIENT_COUNTS.flatMap((count) => measureEach({ clients: count, outageMs: OUTAGE_MS, policy: ours }, SERVERS))
for (const { scenario, peak, isEveryClientReconnected, outcome } of sizes) {
  const label = `${scenario.clients.toLocaleString('en')} clients, server accepts ${scenario.server.name}`
  check(`${label}: at most ${GOAL * 100} % arrive in any 100 ms`, peak <= GOAL, `${(peak * 100).toFixed(2)} %`)
  check(`${label}: every client reconnects`, isEveryClientReconnected)
  const perSlot = Math.ceil((scenario.server.acceptsPerSecond * scenario.clients) / 10) + 1
  check(`${label}: the server does not accept more than its limit`, outcome.reconnects.every((count) => count <= perSlot))
}

const outages = OUTAGES_MS.flatMap((outageMs) => measureEach({ clients, outageMs, policy: ours }, SERVERS))
const compared = OUTAGES_MS.flatMap((outageMs) =>
  measureAll(POLICIES, (policy) => ({ clients, outageMs, policy, server: refusing })),
)
const endlessQueue = measureAll([OUTAGE_MS], (outageMs) => ({ clients, outageMs, policy: ours, server: plan.endlessQueue }))
const drawn = compared.filter(({ scenario }) => scenario.outageMs === OUTAGE_MS)

mkdirSync(`${docs}figures`, { recursive: true })
publish('herd.md', writeReport({ sizes, outages, compared, endlessQueue }))
publish('figures/herd.svg', drawFigure(drawn, GOAL, '100,000 clients, an outage of 30 s, then the server accepts 5 % of them per second'))

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
