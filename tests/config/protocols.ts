import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { protocolReporter } from '../protocols/report/reporter'
import { countReporter } from '../soak/support/count-reporter'
import { packageAliases, root, wsAlias } from './aliases'

// The tests of the protocols, which `npm test` runs too. This run writes their table: `npm run test:protocols`.
export default defineConfig({
  root,
  plugins: [vue()],
  resolve: { alias: [...packageAliases(), wsAlias] },
  test: {
    name: 'protocols',
    environment: 'node',
    include: ['tests/protocols/*.test.{ts,tsx}'],
    reporters: ['default', protocolReporter, countReporter],
    testTimeout: 20_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
})
