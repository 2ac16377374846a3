import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { countReporter } from './tests/soak/support/count-reporter'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

// Minutes of load in Node and in a real Chromium. SOAK_SECONDS lengthens each of the two that churn.
export default defineConfig({
  resolve: { alias: [{ find: /^websocket-store$/, replacement: path('src/core/index.ts') }] },
  test: {
    name: 'soak',
    environment: 'node',
    include: ['tests/soak/**/*.soak.ts'],
    globalSetup: 'scripts/require-chromium.ts',
    reporters: ['default', countReporter],
    testTimeout: 60_000 + 3000 * Number(process.env.SOAK_SECONDS ?? 60),
    hookTimeout: 60_000,
    // One at a time: what they measure is disturbed by one another.
    fileParallelism: false,
  },
})
