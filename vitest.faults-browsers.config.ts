import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { browserCommands } from './tests/faults/browsers/commands'
import { BROWSER_NAMES } from './tests/faults/browsers/engines/browser'
import { debianBrowsers } from './tests/faults/browsers/engines/provider'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

// The fault table in real browsers: `npm run test:browsers`.
export default defineConfig({
  plugins: [vue()],
  resolve: {
    alias: [
      { find: /^websocket-store$/, replacement: path('src/core/index.ts') },
      { find: /^websocket-store\/react$/, replacement: path('src/react/index.ts') },
      { find: /^websocket-store\/vue$/, replacement: path('src/vue/index.ts') },
    ],
  },
  server: { host: '127.0.0.1' },
  // Found later, they would make Vite reload the page in the middle of a test.
  optimizeDeps: { include: ['react', 'react/jsx-dev-runtime', 'react-dom/client', 'vue'] },
  test: {
    globalSetup: ['tests/faults/server/global-setup.ts', 'tests/faults/browsers/pages/global-setup.ts'],
    include: ['tests/faults/{rows,browsers}/*.fault.{ts,tsx}'],
    api: { host: '127.0.0.1' },
    browser: {
      enabled: true,
      headless: true,
      // One page in each browser: a page that is not on top would be slowed.
      fileParallelism: false,
      ui: false,
      screenshotFailures: false,
      provider: debianBrowsers,
      commands: browserCommands,
      instances: BROWSER_NAMES.map((browser) => ({ browser, name: browser, provide: { engine: browser } })),
    },
  },
})
