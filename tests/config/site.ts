import { defineConfig } from 'vitest/config'
import { countReporter } from '../soak/support/count-reporter'
import { root } from './aliases'

// Tests of the built documentation site, in a real Chromium: `npm run test:site` builds it first.
export default defineConfig({
  root,
  test: {
    name: 'site',
    environment: 'node',
    include: ['tests/site/**/*.site.ts'],
    globalSetup: 'scripts/require-chromium.ts',
    reporters: ['default', countReporter],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Lighthouse and the pages mostly wait, and no test measures time.
    maxWorkers: 2,
  },
})
