import { defineConfig } from 'vitest/config'
import { root } from './aliases'

// Applications that use the packed package, in a real browser: `npm run test:frameworks`.
export default defineConfig({
  root,
  test: {
    name: 'frameworks',
    environment: 'node',
    include: ['tests/frameworks/*.framework.ts'],
    globalSetup: 'tests/frameworks/kit/global-setup.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One application builds while another one is tested.
    maxWorkers: 2,
  },
})
