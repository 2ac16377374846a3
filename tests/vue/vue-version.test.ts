// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const SOURCE = new URL('../../src/vue/', import.meta.url)

/** What came with Vue 3.5; the package promises to run on 3.4. */
const NEWER = [
  'getCurrentWatcher',
  'hydrateOnIdle',
  'hydrateOnVisible',
  'onEffectCleanup',
  'onWatcherCleanup',
  'useHost',
  'useId',
  'useShadowRoot',
  'useTemplateRef',
]

it('imports nothing from vue that 3.4 does not have', () => {
  for (const file of readdirSync(SOURCE)) {
    const imports = /import \{([^}]*)\} from 'vue'/.exec(readFileSync(new URL(file, SOURCE), 'utf8'))?.[1] ?? ''
    const names = imports.split(',').map((name) => name.replace(/^\s*type\s/, '').trim())
    expect({ file, newer: names.filter((name) => NEWER.includes(name)) }).toEqual({ file, newer: [] })
  }
})

it('uses no method of an application or a watcher that 3.4 does not have', () => {
  for (const file of readdirSync(SOURCE))
    expect(readFileSync(new URL(file, SOURCE), 'utf8'), file).not.toMatch(/\.onUnmount\(|\.(pause|resume)\(\)|deep: \d/)
})
