import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { browserCommands } from '../faults/browsers/commands'
import { BROWSER_NAMES } from '../faults/browsers/engines/browser'
import { debianBrowsers } from '../faults/browsers/engines/provider'
import { packageAliases, root } from './aliases'

// The fault table in real browsers: `npm run test:browsers`.
export default defineConfig({
  root,
  plugins: [vue()],
  resolve: { alias: packageAliases() },
  server: { host: '127.0.0.1' },
  // If Vite found them later, it would reload the page in the middle of a test.
  optimizeDeps: { include: ['react', 'react/jsx-dev-runtime', 'react-dom/client', 'vue'] },
  test: {
    globalSetup: ['tests/faults/server/global-setup.ts', 'tests/faults/browsers/pages/global-setup.ts'],
    include: ['tests/faults/{rows,browsers}/*.fault.{ts,tsx}'],
    api: { host: '127.0.0.1' },
    browser: {
      enabled: true,
      headless: true,
      // One page in each browser, because browsers slow down a page in the background.
      fileParallelism: false,
      ui: false,
      screenshotFailures: false,
      provider: debianBrowsers,
      commands: browserCommands,
      instances: BROWSER_NAMES.map((browser) => ({ browser, name: browser, provide: { engine: browser } })),
    },
  },
})
