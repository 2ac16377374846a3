import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import type { Engine } from './tests/faults/rows'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const [major] = process.versions.node.split('.')

const project = (engine: Engine): TestProjectConfiguration => ({
  resolve: { alias: [{ find: /^websocket-store$/, replacement: path('src/core/index.ts') }] },
  test: {
    name: engine,
    provide: { engine },
    environment: 'node',
    include: ['tests/faults/rows/*.fault.{ts,tsx}'],
    setupFiles: ['tests/faults/kit/use-engine.ts'],
  },
})

// The fault table in Node: `npm run test:faults` runs it for each engine.
export default defineConfig({
  test: {
    globalSetup: 'tests/faults/server/global-setup.ts',
    projects: [project('ws'), project('websocket'), ...(Number(major) < 22 ? [] : [project(`node-${major}` as Engine)])],
  },
})
