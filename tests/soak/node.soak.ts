import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it } from 'vitest'
import type { Round } from './node/churn'
import { SOAK_SECONDS } from './support/duration'
import { expectFlat } from './support/flatness'

const run = promisify(execFile)
const program = fileURLToPath(new URL('node/churn.ts', import.meta.url))

let rounds: Round[]

beforeAll(async () => {
  const { stdout } = await run(process.execPath, ['--expose-gc', '--import', 'tsx', program, String(SOAK_SECONDS)], {
    maxBuffer: Infinity,
  })
  rounds = stdout.trim().split('\n').map((line) => JSON.parse(line) as Round)
  const sum = (key: 'made' | 'dialled') => rounds.reduce((total, round) => total + round[key], 0)
  console.log(`${rounds.length} rounds in Node: ${sum('made')} connections, ${sum('dialled')} sockets`)
}, 60_000 + 2000 * SOAK_SECONDS)

it('connections are garbage-collected after each round of churn, with no socket or lifecycle listener left', () => {
  for (const { atSeconds, connections, sockets, lifecycleListeners } of rounds)
    expect({ connections, sockets, lifecycleListeners }, `after ${atSeconds} s`).toEqual({
      connections: 0,
      sockets: 0,
      lifecycleListeners: 0,
    })
})

it('the active resources of the process are the same after every round, without timers and TCP sockets', () => {
  for (const { atSeconds, resources } of rounds) {
    expect(resources, `after ${atSeconds} s`).toEqual(rounds[0]!.resources)
    expect(resources).not.toHaveProperty('Timeout')
    expect(resources).not.toHaveProperty('TCPSocketWrap')
  }
})

it('the heap of Node stays flat', () => {
  expect(rounds.length).toBeGreaterThan(5)
  expectFlat('heap of Node', rounds.map((round) => round.heapUsed))
})
