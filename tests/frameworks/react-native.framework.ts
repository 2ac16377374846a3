import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, inject, it } from 'vitest'
import { COLUMNS, ITEM_NAMES, ITEMS } from './items'
import { install, run } from './kit/install'

interface JestReport {
  readonly testResults: readonly { readonly assertionResults: readonly { readonly title: string; readonly status: string }[] }[]
}

const without = Object.keys(COLUMNS['react-native'].without)
let outcomes: Readonly<Record<string, string>> = {}

// Runs the tests of the example, which have the items as titles, because no browser can test it from outside.
beforeAll(async () => {
  const folder = await install('react-native', inject('tarball'))
  await run(folder, 'npx', ['tsc', '--noEmit'])
  const file = join(folder, 'report.json')
  await run(folder, 'npx', ['jest', '--json', `--outputFile=${file}`]).catch((error: unknown) => console.error(error))
  const { testResults } = JSON.parse(await readFile(file, 'utf8')) as JestReport
  outcomes = Object.fromEntries(testResults.flatMap(({ assertionResults }) => assertionResults).map(({ title, status }) => [title, status]))
}, 240_000)

it('all other tests of the example pass too', () => {
  expect(Object.keys(outcomes)).toContain('the test server works under fake timers of Jest')
  expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'passed')).toEqual([])
})

for (const item of ITEM_NAMES.filter((name) => !without.includes(name)))
  it(ITEMS[item], () => {
    expect(outcomes[ITEMS[item]]).toBe('passed')
  })
