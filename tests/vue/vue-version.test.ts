// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const SOURCE = new URL('../../src/vue/', import.meta.url)

/** New in Vue 3.5. The package supports 3.4. */
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

it('imports only names that Vue 3.4 exports', () => {
  for (const file of readdirSync(SOURCE)) {
    const imports = /import \{([^}]*)\} from 'vue'/.exec(readFileSync(new URL(file, SOURCE), 'utf8'))?.[1] ?? ''
    const names = imports.split(',').map((name) => name.replace(/^\s*type\s/, '').trim())
    expect({ file, newer: names.filter((name) => NEWER.includes(name)) }).toEqual({ file, newer: [] })
  }
})

it('uses only methods of applications and watchers that Vue 3.4 has', () => {
  for (const file of readdirSync(SOURCE))
    expect(readFileSync(new URL(file, SOURCE), 'utf8'), file).not.toMatch(/\.onUnmount\(|\.(pause|resume)\(\)|deep: \d/)
})
