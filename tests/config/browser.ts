import vue from '@vitejs/plugin-vue'
import { configDefaults, defineConfig, type TestProjectConfiguration } from 'vitest/config'
import { packageAliases, root } from './aliases'

/** They measure how fast pages draw, or flood them: another browser would disturb them. */
const alone = ['tests/demo/{clock,flood,market,market-recovery}.browser.test.ts']

const project = (name: string, groupOrder: number, maxWorkers: number, include: string[], exclude: string[] = []): TestProjectConfiguration => ({
  extends: true,
  test: { name, include, exclude: [...configDefaults.exclude, ...exclude], maxWorkers, sequence: { groupOrder } },
})

// Tests that drive a real Chromium from Node. They need a system package, so they are not part of `npm test`.
export default defineConfig({
  root,
  plugins: [vue()],
  resolve: { alias: packageAliases() },
  test: {
    environment: 'node',
    globalSetup: 'scripts/require-chromium.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      project('browser', 0, 2, ['{tests,examples,demo}/**/*.browser.test.{ts,tsx}'], alone),
      project('browser-alone', 1, 1, alone),
    ],
  },
})
