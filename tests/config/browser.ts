import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { packageAliases, root } from './aliases'

// Tests that drive a real Chromium from Node. They need a system package, so they are not part of `npm test`.
export default defineConfig({
  root,
  plugins: [vue()],
  resolve: { alias: packageAliases() },
  test: {
    name: 'browser',
    environment: 'node',
    include: ['{tests,examples,demo}/**/*.browser.test.{ts,tsx}'],
    globalSetup: 'scripts/require-chromium.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // One browser at a time: several would disturb the timing of each other's pages.
    fileParallelism: false,
  },
})
