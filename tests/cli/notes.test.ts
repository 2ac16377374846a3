import { describe, expect, it } from 'vitest'
import { rewrite } from '../../src/cli/rewrite'

const notesOf = (source: string, fileName = 'a.ts', hasAutoImports = false) =>
  rewrite(source, fileName, { hasAutoImports }).notes.map(({ line, reason, remedy }) => `${line}: ${reason} ${remedy}`)

describe('a note names the line, the reason and the remedy', () => {
  it.each([
    [`import { getUrl } from 'react-use-websocket/dist/lib/get-url'`, 1, 'internal file', `'websocket-store/compat/react-use-websocket'`],
    [`import url from 'react-use-websocket/dist/lib/get-url'`, 1, 'internal file', 'Import what is public'],
    [`\nrequire('react-use-websocket/dist/lib/globals')`, 2, 'internal file', 'replace the rest'],
    [`jest.mock('react-use-websocket')`, 1, 'no factory', '`__mocks__/websocket-store/compat/react-use-websocket`'],
    [`declare module 'react-use-websocket' { interface Options { a: 1 } }`, 1, 'extends the types', 'Extend the types of'],
    [`export default {\n  resolve: { alias: { 'react-use-websocket': './a' } } }`, 2, 'named here, but not imported', 'alias'],
    [`export default { test: /node_modules\\/react-use-websocket\\// }`, 1, 'named here, but not imported', '`optimizeDeps`'],
    [`const path = 'node_modules/react-use-websocket/dist'`, 1, 'named here, but not imported', 'remove it'],
    [`module.exports = { moduleNameMapper: { '^react-use-websocket$': './a' } }`, 1, 'named here, but not imported', 'alias'],
    [`/** @type {import('react-use-websocket').Options} */\nlet a`, 1, 'type in a comment', 'Import it by name'],
    [`import use from 'react-use-websocket'\nuse.default('/')`, 2, 'worked around the CommonJS build', 'Use `use`.'],
    [`import * as v from '@vueuse/core'\nv.useNow()\nv.useWebSocket('/')`, 3, '`v.useWebSocket` comes from a variable', 'Import it by name'],
    [`import * as v from '@vueuse/core'\nconst { useNow, useWebSocket } = v`, 2, 'comes from a variable', 'Import it by name'],
    [`const v = require('@vueuse/core')\ntype A = v.UseWebSocketReturn<1>`, 2, 'comes from a variable', `'websocket-store/compat/vueuse'`],
    [`import v = require('@vueuse/core')\nv?.useWebSocket`, 2, 'comes from a variable', 'Import it by name'],
    [`export * from '@vueuse/core'`, 1, '`export *` exports useWebSocket', 'takes precedence'],
    [`import('@vueuse/core').then(({ useWebSocket }) => useWebSocket)`, 1, 'does not follow it', 'Load it from'],
    [`const { useNow, useWebSocket = 1 } = require('@vueuse/core')`, 1, 'does not follow it', 'Load it from'],
    [`if (a) var { useNow, useWebSocket } = require('@vueuse/core')`, 1, 'does not follow it', 'Load it from'],
    [`export const { useNow, useWebSocket } = require('@vueuse/core')`, 1, 'does not follow it', 'Load it from'],
    [`vi.mock('@vueuse/core', async (load) => ({ ...(await load()), useWebSocket: vi.fn() }))`, 1, 'replaces useWebSocket', 'Move useWebSocket into a mock of'],
    [`vi.mock(import('@vueuse/core'), async (load) => ({ ...(await load()), useWebSocket: vi.fn() }))`, 1, 'replaces useWebSocket', 'Move useWebSocket into a mock of'],
    [`vi.mock('@vueuse/core', async (load) => ({ ...(await load<typeof import('@vueuse/core')>()), useWebSocket: vi.fn() }))`, 1, 'replaces useWebSocket', 'Move'],
    [`vi.mock(import('react-use-websocket'),)`, 1, 'no factory', '__mocks__'],
    [`/** @type {import('@vueuse/core').UseWebSocketReturn<string>} */\nlet a`, 1, 'type in a comment', 'Import it by name'],
  ])('%s', (program, line, reason, remedy) => {
    expect(notesOf(program)).toEqual([expect.stringMatching(new RegExp(`^${line}: `))])
    expect(notesOf(program)[0]).toContain(reason)
    expect(notesOf(program)[0]).toContain(remedy)
  })

  it('counts lines in the rewritten file, and remembers the line before', () => {
    const { notes, changes } = rewrite(`import { useNow, useWebSocket } from '@vueuse/core'\nexport * from '@vueuse/core'\n`, 'a.ts')
    expect(notes).toMatchObject([{ line: 3, lineBefore: 2 }])
    expect(changes).toMatchObject([{ line: 1, lineBefore: 1 }])
  })

  it('does not report code that works without a change', () => {
    expect(notesOf(`import use from 'react-use-websocket'\nconst hook = use.default ?? use`)).toEqual([])
    expect(notesOf(`import use from 'react-use-websocket'\nconst hook = use.default || use`)).toEqual([])
    expect(notesOf(`vi.mock(import('react-use-websocket'), () => ({}))\njest.unmock('react-use-websocket')`)).toEqual([])
    expect(notesOf(`/** Like import('@vueuse/core').useNow */ /* import('react-use-websocket') */`)).toEqual([])
  })
})

describe('useWebSocket without an import', () => {
  const AUTO = ['useWebSocket is used without an import']
  const NUXT = [`useWebSocket comes from '#imports'`]
  it.each([
    ['a call', `const a = useWebSocket('/')`, AUTO],
    ['a call with a type argument', `const a = useWebSocket<string>('/')`, AUTO],
    ['an import from Nuxt', `import { useWebSocket } from '#imports'\nuseWebSocket('/')`, NUXT],
    ['an own function', `function useWebSocket() {}\nuseWebSocket('/')`, []],
    ['an own variable', `const useWebSocket = () => {}\nuseWebSocket('/')`, []],
    ['an import from elsewhere', `import { useWebSocket } from './socket'\nimport { ref } from '#imports'\nuseWebSocket('/')`, []],
    ['a parameter', `const f = ({ useWebSocket }) => useWebSocket('/')`, []],
    ['a member', `sockets.useWebSocket('/')`, []],
  ])('is reported for %s where a plugin may import it', (_, program, reasons) => {
    const component = `<script setup lang="ts">\n${program}\n</script>`
    expect(notesOf(component, 'A.vue', true)).toEqual(reasons.map((reason) => expect.stringContaining(reason) as string))
    expect(notesOf(component, 'A.vue', false)).toEqual([])
  })
})
