import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { countReporter } from './tests/soak/support/count-reporter'
import { tableReporter } from './tests/interop/report/reporter'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

// One contract against the servers and proxies of the field: `npm run test:interop`.
export default defineConfig({
  plugins: [vue()],
  resolve: {
    alias: [
      { find: /^websocket-store$/, replacement: path('src/core/index.ts') },
      { find: /^websocket-store\/react$/, replacement: path('src/react/index.ts') },
      { find: /^websocket-store\/vue$/, replacement: path('src/vue/index.ts') },
      { find: /^ws$/, replacement: path('node_modules/ws/wrapper.mjs') },
    ],
  },
  test: {
    name: 'interop',
    environment: 'node',
    include: ['tests/interop/**/*.interop.{ts,tsx}'],
    reporters: ['default', tableReporter, countReporter],
    testTimeout: 45_000,
    // They mostly wait.
    maxWorkers: 4,
  },
})
