import { defineConfig } from 'vitest/config'

// Applications made with the packed package, in a real browser: `npm run test:frameworks`.
export default defineConfig({
  test: {
    name: 'frameworks',
    environment: 'node',
    include: ['tests/frameworks/*.framework.ts'],
    globalSetup: 'tests/frameworks/kit/global-setup.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // While one builds, another one is looked at.
    maxWorkers: 2,
  },
})
