import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { EngineName } from '../examples/scale-out/src/engine'
import { requireParts } from '../tests/scale-out/cluster/parts'
import { runEngineTests } from '../tests/scale-out/engines/run-tests'
import { herdChecks, runHerd } from '../tests/scale-out/herd/run-herd'
import { createGuard } from '../tests/scale-out/kit/guard'
import { preparePrograms } from '../tests/scale-out/kit/programs'
import { checksOf, type Check } from '../tests/scale-out/run/checks'
import { CONTROLS, runControl } from '../tests/scale-out/run/controls'
import { pageOf, type Results } from '../tests/scale-out/run/page'
import { run, type RunResult } from '../tests/scale-out/run/run'
import { settingsOf } from '../tests/scale-out/run/settings'
import { readSection } from './document-section'

// Runs the tests of the engines, the cluster of `examples/scale-out` with each engine while its processes are killed, the controls, and
// the herd. A full run writes `docs/evidence/scale-out.md`. `-- engines`, `-- nats`, `-- redis`, `-- controls` and `-- herd` run a part,
// and write nothing.

const PARTS = ['engines', 'nats', 'redis', 'controls', 'herd'] as const
type Part = (typeof PARTS)[number]

const file = fileURLToPath(new URL('../docs/evidence/scale-out.md', import.meta.url))
const words = process.argv.slice(2)
const settings = settingsOf(process.env)

// So that what listens for the exit ends the processes.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

let passed = 0
let failed = 0
function report({ what, isMet, detail }: Check): void {
  if (isMet) passed++
  else failed++
  console.log(`${isMet ? '✓   ' : 'FAIL'}  ${what}: ${detail}`)
}

/** Runs a part if it is wanted. An error fails this part only. */
async function runPart<T>(part: Part, work: () => Promise<T>, checks: (result: T) => readonly Check[]): Promise<T | undefined> {
  if (words.length > 0 && !words.includes(part)) return undefined
  const startedAt = performance.now()
  let result: T | undefined
  try {
    result = await work()
    for (const check of checks(result)) report({ ...check, what: `${part}: ${check.what}` })
  } catch (error) {
    report({ what: part, isMet: false, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
  console.log(`      ${part}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return result
}

async function runEngine(engine: EngineName): Promise<RunResult> {
  const guard = createGuard()
  try {
    const result = await run({ ...settings, engine }, await preparePrograms(guard.folder))
    console.log(`      ${engine}: ${JSON.stringify(result.figures)}`)
    return result
  } finally {
    await guard.end()
  }
}

type Attempted = { readonly [Key in keyof Results]: Results[Key] | undefined }

async function runAll(): Promise<Attempted> {
  const ofEngine = ({ findings, figures }: RunResult) => checksOf(findings, figures, settings)
  return {
    nats: await runPart('nats', () => runEngine('nats'), ofEngine),
    redis: await runPart('redis', () => runEngine('redis'), ofEngine),
    controls: await runPart(
      'controls',
      () => Promise.all(CONTROLS.map((control) => runControl(control, settings.seed))),
      (checks) => checks.map((check) => ({ ...check, what: `the comparison finds ${check.what}` })),
    ),
    herd: await runPart('herd', () => runHerd(settings.outageMs), herdChecks),
  }
}

const isComplete = (results: Attempted): results is Results => Object.values(results).every((result) => result !== undefined)

try {
  const unknown = words.filter((word) => !PARTS.includes(word as Part))
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. The parts are ${PARTS.join(', ')}.`)
  requireParts()
  console.log(`SCALE_SEED=${settings.seed} repeats these faults.`)
  await runPart('engines', runEngineTests, (checks) => checks)
  const results = await runAll()
  if (settings.isFull && failed === 0 && isComplete(results)) writeFileSync(file, [pageOf(results, settings), readSection(file, 'load')].join('\n').trimEnd() + '\n')
} catch (error) {
  report({ what: 'the run', isMet: false, detail: error instanceof Error ? error.message : String(error) })
}

console.log(`${passed} passed, ${failed} failed`)
// A connection may still be open.
process.exit(failed === 0 ? 0 : 1)
