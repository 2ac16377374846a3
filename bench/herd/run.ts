// npm run bench:herd: simulates the crowd, writes docs/herd.md and its figure, and fails when the goal is missed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drawFigure } from './figure'
import { createMachinePolicy } from './machine-policy'
import { measure, measureEach, type Measured } from './measure'
import { ours } from './policies'
import { writeReport } from './report'
import * as plan from './scenarios'
import { simulate } from './simulate'

const docs = fileURLToPath(new URL('../../docs/', import.meta.url))
const { OUTAGES_MS, OUTAGE_MS, COMPARED_CLIENTS: clients, POLICIES, SERVERS, refusing, GOAL } = plan

let passed = 0
let failed = 0
const check = (what: string, isFulfilled: boolean, detail = ''): void => {
  if (isFulfilled) passed++
  else failed++
  console.log(`${isFulfilled ? 'ok   ' : 'FAIL '} ${what}${detail && `: ${detail}`}`)
}

const measureAll = <T>(items: readonly T[], scenario: (item: T) => Parameters<typeof measure>[0]): Measured[] =>
  items.map((item) => measure(scenario(item)))

/** Writes a file of the docs. In CI what was committed has to be what the run writes. */
function publish(name: string, text: string): void {
  let before: string | undefined
  try {
    before = readFileSync(docs + name, 'utf8')
  } catch {
    // Not written yet.
  }
  writeFileSync(docs + name, text)
  if (process.env['CI']) check(`docs/${name} is up to date`, before === text, before === text ? '' : 'run npm run bench:herd and commit it')
}

for (const outageMs of OUTAGES_MS) {
  const scenario = { clients: plan.CROWDS[0]!, outageMs, server: refusing }
  const direct = simulate({ ...scenario, policy: ours })
  const machine = simulate({ ...scenario, policy: createMachinePolicy() })
  const isEqual = direct.arrivals.every((count, slot) => count === machine.arrivals[slot])
  check(`the whole machine makes the same arrivals after ${outageMs / 1000} s`, isEqual)
}

const crowds = plan.CROWDS.flatMap((crowd) => measureEach({ clients: crowd, outageMs: OUTAGE_MS, policy: ours }, SERVERS))
for (const { scenario, peak, isEverybodyBack, outcome } of crowds) {
  const who = `${scenario.clients.toLocaleString('en')} clients, server takes ${scenario.server.name}`
  check(`${who}: no 100 ms has more than ${GOAL * 100} %`, peak <= GOAL, `${(peak * 100).toFixed(2)} %`)
  check(`${who}: everybody comes back`, isEverybodyBack)
  const perSlot = Math.ceil((scenario.server.acceptsPerSecond * scenario.clients) / 10) + 1
  check(`${who}: nobody is let in beyond that`, outcome.returns.every((count) => count <= perSlot))
}

const outages = OUTAGES_MS.flatMap((outageMs) => measureEach({ clients, outageMs, policy: ours }, SERVERS))
const compared = OUTAGES_MS.flatMap((outageMs) =>
  measureAll(POLICIES, (policy) => ({ clients, outageMs, policy, server: refusing })),
)
const trap = measureAll([OUTAGE_MS], (outageMs) => ({ clients, outageMs, policy: ours, server: plan.endlessQueue }))
const drawn = compared.filter(({ scenario }) => scenario.outageMs === OUTAGE_MS)

mkdirSync(`${docs}figures`, { recursive: true })
publish('herd.md', writeReport({ crowds, outages, compared, trap }))
publish('figures/herd.svg', drawFigure(drawn, GOAL, '100,000 clients lose for 30 s a server that then takes 5 % of them per second'))

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
