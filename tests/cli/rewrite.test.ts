import { describe, expect, it } from 'vitest'
import { rewrite } from '../../src/cli/rewrite'

const REACT = 'websocket-store/compat/react-use-websocket'
const VUE = 'websocket-store/compat/vueuse'

const lines = (...all: string[]) => all.join('\n')
const codeOf = (source: string, fileName = 'a.tsx') => {
  const { code, notes } = rewrite(source, fileName)
  expect(rewrite(code, fileName)).toMatchObject({ code, changes: [] })
  expect(notes).toEqual([])
  return code
}

describe('imports of react-use-websocket get the new specifier, and nothing else changes', () => {
  it.each([
    `import useWebSocket from '#'`,
    `import useWebSocket, { ReadyState as State, type Options } from "#";`,
    `import { useSocketIO, useEventSource, resetGlobalState } from '#'`,
    `import{useEventSource}from"#"`,
    lines(`import useWebSocket, {`, `  ReadyState, // all states`, `  type Options,`, `} from '#' /* the hook */`),
    `import type { Options } from '#'`,
    `import * as ruw from '#'; ruw.ReadyState`,
    `import '#'`,
    `import hook from '#' with { type: 'js' };`,
    `import hook = require('#')`,
    `export { default, ReadyState } from '#'`,
    `export * from '#'`,
    `export * as sockets from '#'`,
    `export type { Options } from '#'`,
    `const { default: useWebSocket, ReadyState: { OPEN } } = require('#')`,
    `const hook = require("#").default, other = 1`,
    `const path = require.resolve('#') + import.meta.resolve('#')`,
    `const load = createRequire(import.meta.url); load('#'); load.resolve('#')`,
    `createRequire(import.meta.url)('#')`,
    'const lazy = () => import(/* webpackChunkName: "a" */ `#`)',
    `let options: import('#').Options, hook: typeof import('#')`,
    `jest.mock('#', () => ({ __esModule: true, default: jest.fn() }))`,
    `jest.mock('a').mock('#', () => ({}))`,
    `vi.mock('#', async (load) => ({ ...(await load<typeof import('#')>()) }))`,
    `vi.mock(import('#'), () => ({}))`,
    `vi.importActual<typeof import('#')>('#'); jest.requireMock('#'); vi.doUnmock('#')`,
    `mock.module('#', { defaultExport: () => {} })`,
    '`${await import("#")} and ${`${require("#")}`}`',
    `const el = <App hook={require('#')}>{() => import('#')}</App>`,
  ])('%s', (program) => {
    expect(codeOf(program.replaceAll('#', 'react-use-websocket'))).toBe(program.replaceAll('#', REACT))
  })

  it.each([
    [`import { WebSocketHook, type Options } from '#/dist/lib/types'`],
    [`import { ReadyState } from '#/dist/lib/constants'`],
    [`import { useWebSocket } from "#/dist/lib/use-websocket";`],
    [`import useWebSocket from '#/dist'`],
    [`const { ReadyState } = require('#/dist/lib/constants')`],
    [`type Hook = import('#/dist/lib/types').WebSocketHook`],
  ])('also from an internal file, if the replacement exports all names: %s', (program) => {
    expect(codeOf(program.replace('#', 'react-use-websocket'))).toBe(program.replace(/#[^'"]*/, REACT))
  })
})

describe('the names of @vueuse/core that have a replacement move, and the others stay', () => {
  it.each([
    ['all names', `import { useWebSocket } from '@vueuse/core'`, `import { useWebSocket } from '${VUE}'`],
    ['an alias', `import { useWebSocket as useSocket } from "@vueuse/core";`, `import { useWebSocket as useSocket } from "${VUE}";`],
    [
      'the first name',
      `import { useWebSocket as x, useFetch } from '@vueuse/core'`,
      lines(`import { useFetch } from '@vueuse/core'`, `import { useWebSocket as x } from '${VUE}'`),
    ],
    [
      'the last name',
      `import { useFetch, useWebSocket } from '@vueuse/core';`,
      lines(`import { useFetch } from '@vueuse/core';`, `import { useWebSocket } from '${VUE}';`),
    ],
    [
      'names between others, with their types',
      `import {useDark,useWebSocket,type WebSocketStatus,useFetch} from "@vueuse/core"`,
      lines(`import {useDark,useFetch} from "@vueuse/core"`, `import {useWebSocket, type WebSocketStatus} from "${VUE}"`),
    ],
    [
      'a type import',
      `import type { UseFetchReturn, UseWebSocketReturn } from '@vueuse/core'`,
      lines(`import type { UseFetchReturn } from '@vueuse/core'`, `import type { UseWebSocketReturn } from '${VUE}'`),
    ],
    [
      'a list on several lines with a comma at its end',
      lines(`import {`, `  useDark,`, `  useWebSocket,`, `} from '@vueuse/core'`, ``, `use()`),
      lines(`import {`, `  useDark,`, `} from '@vueuse/core'`, `import { useWebSocket } from '${VUE}'`, ``, `use()`),
    ],
    [
      'a list on several lines without a comma at its end',
      lines(`import {`, `  useDark,`, `  useWebSocket`, `} from '@vueuse/core'`),
      lines(`import {`, `  useDark`, `} from '@vueuse/core'`, `import { useWebSocket } from '${VUE}'`),
    ],
    [
      'a list that is wrapped by width',
      lines(`import {`, `  useDark, useWebSocket,`, `  useFetch, UseWebSocketOptions`, `} from '@vueuse/core'`),
      lines(`import {`, `  useDark,`, `  useFetch`, `} from '@vueuse/core'`, `import { useWebSocket, UseWebSocketOptions } from '${VUE}'`),
    ],
    [
      'a name with a comment, which stays',
      lines(`import {`, `  useWebSocket, // live prices`, `  useDark,`, `} from '@vueuse/core'`),
      lines(`import {`, `  // live prices`, `  useDark,`, `} from '@vueuse/core'`, `import { useWebSocket } from '${VUE}'`),
    ],
    [
      'a comment behind the import',
      lines(`import { useDark, useWebSocket } from '@vueuse/core' // all`, `use()`),
      lines(`import { useDark } from '@vueuse/core' // all`, `import { useWebSocket } from '${VUE}'`, `use()`),
    ],
    [
      'an import before another statement on its line',
      `import { useDark, useWebSocket } from '@vueuse/core'; use()`,
      `import { useDark } from '@vueuse/core'; import { useWebSocket } from '${VUE}'; use()`,
    ],
    [
      'an indented import with tabs',
      lines(`\timport { useDark, useWebSocket } from '@vueuse/core'`, `\tuse()`),
      lines(`\timport { useDark } from '@vueuse/core'`, `\timport { useWebSocket } from '${VUE}'`, `\tuse()`),
    ],
    [
      'a re-export',
      `export { useWebSocket as useSocket, useFetch } from '@vueuse/core'`,
      lines(`export { useFetch } from '@vueuse/core'`, `export { useWebSocket as useSocket } from '${VUE}'`),
    ],
    [
      'a default import beside the names',
      `import core, { useWebSocket } from '@vueuse/core'`,
      lines(`import core from '@vueuse/core'`, `import { useWebSocket } from '${VUE}'`),
    ],
    ['a require', `var { useWebSocket: ws } = require('@vueuse/core')`, `var { useWebSocket: ws } = require('${VUE}')`],
    [
      'a require of several names',
      lines(`const { useDark, useWebSocket: ws } = require("@vueuse/core");`, `use()`),
      lines(`const { useDark } = require("@vueuse/core");`, `const { useWebSocket: ws } = require("${VUE}");`, `use()`),
    ],
    [
      'a dynamic import of several names',
      lines(`use()`, `const { useWebSocket, useDark } = await import('@vueuse/core')`),
      lines(`use()`, `const { useDark } = await import('@vueuse/core')`, `const { useWebSocket } = await import('${VUE}')`),
    ],
    ['a name that is read at once', `const a = require('@vueuse/core').useWebSocket`, `const a = require('${VUE}').useWebSocket`],
    ['a name that is read from an awaited import', `(await import('@vueuse/core')).useWebSocket('/')`, `(await import('${VUE}')).useWebSocket('/')`],
    ['an imported type', `let a: import('@vueuse/core').UseWebSocketReturn<string>`, `let a: import('${VUE}').UseWebSocketReturn<string>`],
  ])('%s', (_, before, after) => {
    expect(codeOf(before)).toBe(after)
  })

  it('keeps line ends, a byte order mark and a hashbang', () => {
    const before = `\ufeff#!/usr/bin/env node\r\nimport {\r\n  useDark,\r\n  useWebSocket,\r\n} from '@vueuse/core';\r\nuse();\r\n`
    const after = `\ufeff#!/usr/bin/env node\r\nimport {\r\n  useDark,\r\n} from '@vueuse/core';\r\nimport { useWebSocket } from '${VUE}';\r\nuse();\r\n`
    expect(codeOf(before, 'a.mjs')).toBe(after)
  })
})

describe('what is not an import stays', () => {
  const FAKE = `import { useWebSocket } from 'react-use-websocket'`
  it.each([
    ['a line comment', `// ${FAKE}`],
    ['a block comment', `/* ${FAKE} */`],
    ['a string', `const a = "${FAKE}"`],
    ['a string with escapes', `const a = 'it\\'s ${FAKE.replaceAll("'", '"')}'`],
    ['a template', `const a = \`\${b}\n${FAKE}\n\${\`${FAKE}\`}\``],
    ['the text of JSX', `const a = <p>Don't {b}\n${FAKE}\n</p>`],
    ['an attribute of JSX', `const a = <p title="\n${FAKE}" />`],
    ['a regular expression', `const a = /['"\`/]import (x) from react-use-websocket/`],
    ['other packages', `import a from 'react-use-websocket-mock'\nimport { useWebSocket } from 'ahooks'\nimport b from './react-use-websocket'\nimport c from 'websocket-store/compat/react-use-websocket'`],
    ['other names of VueUse', `import { useFetch } from '@vueuse/core'\nexport { useNow } from '@vueuse/core'\nimport '@vueuse/core'`],
    ['a namespace of VueUse without useWebSocket', `import * as vueuse from '@vueuse/core'\nvueuse.useNow()`],
    ['a mock of VueUse without useWebSocket', `vi.mock('@vueuse/core', () => ({ useNow: () => 0 }))`],
    ['a configuration that names VueUse', `export default { optimizeDeps: { include: ['@vueuse/core'] } }`],
  ])('%s', (_, program) => {
    expect(codeOf(program)).toBe(program)
  })

  it('in a file that cannot be read: nothing changes, and a note says where', () => {
    const program = `import a from 'react-use-websocket'\nconst b = 'not closed\n`
    expect(rewrite(program, 'a.ts')).toMatchObject({ code: program, changes: [], notes: [{ line: 2, reason: expect.stringContaining('could not read') as string }] })
  })
})

describe('a Vue component', () => {
  it('is changed in its scripts only', () => {
    const component = (from: string, also: string) =>
      lines(
        `<!-- <script>import { useWebSocket } from '@vueuse/core'</script> -->`,
        `<template lang="html"><p :title="a > b ? '</template>' : ''">import { useWebSocket } from '@vueuse/core'</p></template>`,
        `<script lang="ts">`,
        `  import type { WebSocketStatus } from '${from}'`,
        `  const cast = <string>value`,
        `</script>`,
        `<script setup lang="ts" generic="T extends Record<string, 'a>'>">import { useNow${also}</script>`,
        `<docs>`,
        `<script>`,
        `import { useWebSocket } from '@vueuse/core'`,
        `</script>`,
        `</docs>`,
      )
    expect(codeOf(component('@vueuse/core', `, useWebSocket } from '@vueuse/core'`), 'A.vue')).toBe(
      component(VUE, ` } from '@vueuse/core'; import { useWebSocket } from '${VUE}'`),
    )
  })

  it('is read past templates in templates', () => {
    const component = (from: string) => `<template><template #a><script>x</script></template><br/></template>\n<script setup>\nimport { useWebSocket } from '${from}'\n</script>`
    expect(codeOf(component('@vueuse/core'), 'A.vue')).toBe(component(VUE))
  })
})
