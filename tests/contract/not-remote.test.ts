import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { notRemote } from './support/not-remote'

// That none of them passes is checked where they run.
it('excludes only tests that exist from the run with connections in a worker', () => {
  const folder = dirname(fileURLToPath(import.meta.url))
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'))
  const source = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  for (const title of Object.keys(notRemote)) expect(source.split(`it('${title}'`).length, title).toBe(2)
})
