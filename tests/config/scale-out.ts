import { defineConfig } from 'vitest/config'
import { countReporter } from '../soak/support/count-reporter'
import { packageAliases, root } from './aliases'

// The engines of `examples/scale-out` against real servers of NATS and Redis.
export default defineConfig({
  root,
  resolve: { alias: packageAliases() },
  test: {
    name: 'scale-out',
    environment: 'node',
    include: ['tests/scale-out/**/*.scale.ts'],
    reporters: ['default', countReporter],
    testTimeout: 45_000,
    // Each file starts servers, and measures what they do.
    fileParallelism: false,
  },
})
