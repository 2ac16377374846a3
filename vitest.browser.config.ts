import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

// Tests that drive a real Chromium from Node. They need a system package, so they are not part of `npm test`.
export default defineConfig({
  plugins: [vue()],
  resolve: {
    alias: [
      { find: /^websocket-store$/, replacement: path('src/core/index.ts') },
      { find: /^websocket-store\/react$/, replacement: path('src/react/index.ts') },
      { find: /^websocket-store\/vue$/, replacement: path('src/vue/index.ts') },
      { find: /^websocket-store\/socket-io$/, replacement: path('src/socket-io/index.ts') },
      { find: /^websocket-store\/event-source$/, replacement: path('src/event-source/index.ts') },
    ],
  },
  test: {
    name: 'browser',
    environment: 'node',
    include: ['{tests,examples,demo}/**/*.browser.test.{ts,tsx}'],
    globalSetup: 'scripts/require-chromium.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // One browser at a time: several would make the timing of each other's pages worthless.
    fileParallelism: false,
  },
})
