import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import type { Engine } from './tests/faults/rows'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const [major, minor] = process.versions.node.split('.')
const versionOf = (name: string) => (JSON.parse(readFileSync(path(`node_modules/${name}/package.json`), 'utf8')) as { version: string }).version

const project = (engine: Engine, engineTitle: string): TestProjectConfiguration => ({
  resolve: { alias: [{ find: /^websocket-store$/, replacement: path('src/core/index.ts') }] },
  test: {
    name: engine,
    provide: { engine, engineTitle },
    environment: 'node',
    // Row 36 asks the garbage collector.
    execArgv: ['--expose-gc'],
    include: ['tests/faults/rows/*.fault.{ts,tsx}'],
    setupFiles: ['tests/faults/kit/use-engine.ts'],
  },
})

// The fault table in Node: `npm run test:faults` runs it for each engine.
export default defineConfig({
  test: {
    globalSetup: 'tests/faults/server/global-setup.ts',
    // They mostly wait.
    maxWorkers: 4,
    projects: [
      project('ws', `ws ${versionOf('ws')}, Node ${major}`),
      project('websocket', `websocket ${versionOf('websocket')}, Node ${major}`),
      // Node has a WebSocket of its own from 22 on.
      ...(Number(major) < 22 ? [] : [project(`node-${major}` as Engine, `Node ${major}.${minor} itself`)]),
    ],
  },
})
