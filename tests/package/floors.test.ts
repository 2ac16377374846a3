import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importCycles, violations } from './floors'

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file))

describe('the floors of the architecture', () => {
  it('finds the source files', () => {
    expect(files.length).toBeGreaterThan(10)
  })

  it.each(files)('src/%s follows the rules', (file) => {
    expect(violations(file, readFileSync(`src/${file}`, 'utf8'))).toEqual([])
  })
})

it('src has no import cycles, type imports included', () => {
  expect(importCycles(new Map(files.map((file) => [file, readFileSync(`src/${file}`, 'utf8')])))).toEqual([])
})

describe('the check itself', () => {
  it('finds a cycle of type imports', () => {
    const files = new Map([
      ['core/policy/a.ts', `import type { B } from './b'`],
      ['core/policy/b.ts', `import { c } from './c'`],
      ['core/policy/c.ts', `type A = import('./a').A`],
    ])
    expect(importCycles(files)).toEqual([['core/policy/a', 'core/policy/b', 'core/policy/c', 'core/policy/a']])
  })

  const problem = (file: string, text: string) => violations(file, text).join('\n')

  it.each([
    ['core/vocabulary/wire.ts', `import { createStore } from '../reactive/store'`, 'from floor 0 up to floor 2'],
    ['core/policy/machine.ts', `export { clock } from '../platform/clock'`, 'from floor 1 up to floor 3'],
    ['core/policy/machine.ts', `import type { Clock } from '../platform/clock'`, 'from floor 1 up to floor 3'],
    ['core/policy/machine.ts', `type A = import('../connection/x').Connection`, 'from floor 1 up to floor 4'],
    ['core/connection/connection.ts', `import { useMessage } from '../../react'`, 'from floor 4 up to floor 6'],
    ['core/connection/connection.ts', `const lazy = () => import('../../react/index')`, 'from floor 4 up to floor 6'],
    ['react/index.ts', `import { ref } from '../vue/use-connection'`, 'adapters never import each other'],
    ['react/index.ts', `import { ref } from 'vue'`, 'imports the package `vue`'],
    ['react/index.ts', `import { flushSync } from 'react-dom'`, 'imports the package `react-dom`'],
    ['core/connection/connection.ts', `import { useState } from 'react'`, 'imports the package `react`'],
    ['socket-io/transport.ts', `import { io } from 'socket.io-client'`, 'imports the package `socket.io-client`'],
    ['socket-io/transport.ts', `import type { Socket } from 'socket.io-client'`, 'imports the package `socket.io-client`'],
    ['socket-io/index.ts', `import { eventSource } from '../event-source'`, 'adapters never import each other'],
    ['react/index.ts', `import { socketIo } from '../socket-io'`, 'adapters never import each other'],
    ['core/connection/connection.ts', `import { socketIo } from '../../socket-io'`, 'from floor 4 up to floor 6'],
    ['event-source/transport.ts', `new EventSource('http://x')`, 'the global `EventSource`'],
    ['testing/server/line.ts', `import { useConnection } from '../../react'`, 'adapters never import each other'],
    ['testing/server/line.ts', `import { renderWithServer } from '../react/index'`, 'from floor 6 up to floor 7'],
    ['testing/react/index.ts', `import { mount } from '@vue/test-utils'`, 'imports the package `@vue/test-utils`'],
    ['compat/vueuse/index.ts', `import { useLive } from '../../vue/use-live'`, 'imports its index'],
    ['compat/vueuse/index.ts', `const socket = new WebSocket('ws://x')`, 'the global `WebSocket`'],
    ['react/index.ts', `import { useWebSocket } from '../compat/react-use-websocket/index'`, 'from floor 6 up to floor 7'],
    ['devtools/react/a.ts', `import { useRegistry } from '../../react/use-registry'`, 'imports its index'],
    ['devtools/tanstack/a.ts', `import type { TanStackDevtoolsPlugin } from '@tanstack/devtools'`, 'imports the package `@tanstack/devtools`'],
    ['react/index.ts', `import { mountDevtools } from '../devtools/index'`, 'from floor 6 up to floor 7'],
    ['cli/main.ts', `import { ReadyState } from '../core/index'`, 'imports nothing of the library'],
    ['cli/main.ts', `import ts from 'typescript'`, 'imports the package `typescript`'],
    ['core/connection/connection.ts', `import { readFileSync } from 'node:fs'`, 'imports the package `node:fs`'],
    ['stray.ts', `import './core/index'`, 'no floor'],
    ['core/connection.ts', `import './index'`, 'no floor'],
    ['core/features/x.ts', `import { select } from '../binding/selection'`, 'from floor 4 up to floor 5'],
    ['core/connection/connection.ts', `const isBrowser = typeof window !== 'undefined'`, 'the global `window`'],
    ['core/connection/connection.ts', `const timers = { setTimeout }`, 'the global `setTimeout`'],
    ['core/connection/connection.ts', `const make = globalThis.WebSocket`, 'the global `globalThis`'],
    ['core/connection/connection.ts', `new WebSocket('ws://x')`, 'the global `WebSocket`'],
    ['core/connection/connection.ts', `class Mine extends WebSocket {}`, 'the global `WebSocket`'],
    ['core/connection/connection.ts', `declare const process: { env: object }; process.env`, 'the global `process`'],
    ['core/connection/connection.ts', `const now = Date.now()`, 'the global `Date.now`'],
    ['core/connection/connection.ts', `const now = +new Date()`, 'the global `Date`'],
    ['core/policy/backoff.ts', `const draw = Math.random`, 'the global `Math.random`'],
    ['vue/index.ts', `addEventListener('online', () => {})`, 'the global `addEventListener`'],
    ['core/connection/connection.ts', `let a: any`, 'uses `any`'],
    ['core/platform/clock.ts', `const f = (a: unknown) => a as Record<string, any>`, 'uses `any`'],
    ['core/platform/web-socket.ts', `x instanceof WebSocket`, '`instanceof WebSocket`'],
    ['core/connection/connection.ts', '\n'.repeat(250) + 'a()', '251 lines long'],
  ])('in %s rejects %s', (file, text, what) => {
    expect(problem(file, text)).toContain(what)
  })

  it.each([
    ['core/platform/clock.ts', `export const now = () => Date.now() + performance.now() + globalThis.length`],
    ['core/connection/connection.ts', `import { now } from '../platform/clock'\nimport { x } from '../registry/registry'`],
    ['react/index.ts', `import { useState } from 'react'\nimport { x } from '../core/index'\nimport type { z } from '../core'\nimport { y } from './use-message'`],
    ['socket-io/transport.ts', `import type { WebSocketLike } from '../core'\nimport { closeOf } from './close-info'`],
    ['testing/server/line.ts', `setTimeout(run)`],
    ['compat/vueuse/index.ts', `import { ref } from 'vue'\nimport { useWebSocket } from '../../vue/index'\nimport { json } from '../../core'`],
    ['testing/react/index.ts', `import { render } from '@testing-library/react'\nimport { createTestServer } from '../index'`],
    ['cli/main.ts', `import { readFileSync } from 'node:fs'\nimport { rewrite } from './rewrite'\nprocess.exit(readFileSync.length)`],
    ['core/connection/connection.ts', `const f = (location: string, o: Options) => [location, o.WebSocket, clock.setTimeout(f, 1)]`],
    ['core/connection/connection.ts', `type W = typeof globalThis; interface O { WebSocket?: unknown; setTimeout(): void }`],
    ['core/connection/connection.ts', `const o = { WebSocket: 1 }; const { WebSocket: Socket } = o; new URL('x'); new AbortController()`],
    ['core/connection/connection.ts', `Math.min(1, 2); new Date(0).toISOString()`],
  ])('in %s accepts %s', (file, text) => {
    expect(violations(file, text)).toEqual([])
  })
})
