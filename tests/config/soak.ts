import { defineConfig } from 'vitest/config'
import { countReporter } from '../soak/support/count-reporter'
import { packageAliases, root } from './aliases'

// Minutes of load in Node and in a real Chromium. SOAK_SECONDS sets the duration of each of the two churn tests.
export default defineConfig({
  root,
  resolve: { alias: packageAliases() },
  test: {
    name: 'soak',
    environment: 'node',
    include: ['tests/soak/**/*.soak.ts'],
    globalSetup: 'scripts/require-chromium.ts',
    reporters: ['default', countReporter],
    testTimeout: 60_000 + 3000 * Number(process.env.SOAK_SECONDS ?? 60),
    hookTimeout: 60_000,
    // One file at a time, because parallel tests would disturb the measurements.
    fileParallelism: false,
  },
})
