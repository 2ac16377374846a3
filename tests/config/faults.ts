import { readFileSync } from 'node:fs'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import type { Engine } from '../faults/rows'
import { fromRoot, packageAliases, root } from './aliases'

const [major, minor] = process.versions.node.split('.')
const versionOf = (name: string) => (JSON.parse(readFileSync(fromRoot(`node_modules/${name}/package.json`), 'utf8')) as { version: string }).version

const project = (engine: Engine, engineTitle: string): TestProjectConfiguration => ({
  root,
  resolve: { alias: packageAliases() },
  test: {
    name: engine,
    provide: { engine, engineTitle },
    environment: 'node',
    // Row 36 forces garbage collections.
    execArgv: ['--expose-gc'],
    include: ['tests/faults/rows/*.fault.{ts,tsx}'],
    setupFiles: ['tests/faults/kit/use-engine.ts'],
  },
})

// The fault table in Node: `npm run test:faults` runs it for each engine.
export default defineConfig({
  root,
  test: {
    globalSetup: 'tests/faults/server/global-setup.ts',
    // The tests mostly wait.
    maxWorkers: 4,
    projects: [
      project('ws', `ws ${versionOf('ws')}, Node ${major}`),
      project('websocket', `websocket ${versionOf('websocket')}, Node ${major}`),
      // Node has a built-in WebSocket from version 22 on.
      ...(Number(major) < 22 ? [] : [project(`node-${major}` as Engine, `Node ${major}.${minor} itself`)]),
    ],
  },
})
