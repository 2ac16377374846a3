import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { countReporter } from '../soak/support/count-reporter'
import { tableReporter } from '../interop/report/reporter'
import { packageAliases, root, wsAlias } from './aliases'

// One contract against widely used servers and proxies: `npm run test:interop`.
export default defineConfig({
  root,
  plugins: [vue()],
  resolve: { alias: [...packageAliases(), wsAlias] },
  test: {
    name: 'interop',
    environment: 'node',
    include: ['tests/interop/**/*.interop.{ts,tsx}'],
    reporters: ['default', tableReporter, countReporter],
    testTimeout: 45_000,
    // The tests mostly wait.
    maxWorkers: 4,
  },
})
