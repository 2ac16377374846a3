import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { Alias } from 'vite'
import { configDefaults, defineConfig, type TestProjectConfiguration } from 'vitest/config'
import { internalTests } from './scripts/internal-tests'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** The tests name the package as users do. With WS_STORE_DIST they run against what was built. */
const isDist = Boolean(process.env.WS_STORE_DIST)
const entry = (source: string, built: string) => path(isDist ? `dist/${built}` : `src/${source}`)

const alias: Alias[] = [
  { find: /^websocket-store$/, replacement: entry('core/index.ts', 'index.mjs') },
  { find: /^websocket-store\/react$/, replacement: entry('react/index.ts', 'react.mjs') },
  { find: /^websocket-store\/vue$/, replacement: entry('vue/index.ts', 'vue.mjs') },
  { find: /^websocket-store\/socket-io$/, replacement: entry('socket-io/index.ts', 'socket-io.mjs') },
  { find: /^websocket-store\/event-source$/, replacement: entry('event-source/index.ts', 'event-source.mjs') },
  // jsdom projects resolve with the `browser` condition, under which `ws` is a stub that throws.
  { find: /^ws$/, replacement: path('node_modules/ws/wrapper.mjs') },
]

const react18: Alias[] = [
  // Its CommonJS build would find React 19 by itself.
  {
    find: /^@testing-library\/react$/,
    replacement: path('node_modules/@testing-library/react/dist/@testing-library/react.esm.js'),
  },
  { find: /^react(\/.*)?$/, replacement: `${path('tests/react-18/node_modules/react')}$1` },
  { find: /^react-dom(\/.*)?$/, replacement: `${path('tests/react-18/node_modules/react-dom')}$1` },
]

const reactTests = [
  'tests/{react,contract,acceptance/react,peers/react-use-websocket}/**/*.test.{ts,tsx}',
  'tests/peers/*.test.tsx',
]
const vueTests = ['tests/{vue,acceptance/vue,peers/vueuse}/**/*.test.{ts,tsx}']
const packageTests = ['tests/package/packed/**/*.test.ts']
const never = [...configDefaults.exclude, '**/*.browser.test.{ts,tsx}', 'tests/runtimes/**']

/** They read files, or start programs that take the sources: a second run against the build would be the same one. */
const apartFromDist = ['tests/{bench,package}/**', 'tests/demo/start.test.ts', 'tests/docs/{code-blocks,public-names,readme}.test.ts']

interface Project {
  environment: 'node' | 'jsdom'
  include: string[]
  exclude?: string[]
  alias?: Alias[]
  test?: Record<string, unknown>
}

const project = (name: string, { environment, include, exclude = [], alias: more = [], test }: Project) =>
  ({
    plugins: [vue()],
    resolve: { alias: [...alias, ...more] },
    test: {
      name,
      environment,
      include,
      exclude: [...never, ...exclude, ...(isDist ? [...internalTests('tests'), ...apartFromDist] : [])],
      // Inlined, so that the React aliases reach its imports too.
      server: { deps: { inline: [/@testing-library\/react/] } },
      // A busy machine is slow, not wrong.
      testTimeout: 20_000,
      restoreMocks: true,
      unstubGlobals: true,
      ...test,
    },
  }) satisfies TestProjectConfiguration

const reactSetup = { setupFiles: ['tests/setup/react.ts'] }

const projects = [
  project('core', {
    environment: 'node',
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: [...reactTests, ...vueTests, ...packageTests],
  }),
  project('react', { environment: 'jsdom', include: reactTests, test: reactSetup }),
  project('react-18', { environment: 'jsdom', include: reactTests, alias: react18, test: reactSetup }),
  project('vue', { environment: 'jsdom', include: vueTests }),
]

const packageProject = project('package', {
  environment: 'node',
  include: packageTests,
  test: { globalSetup: 'tests/package/packed/global-setup.ts', testTimeout: 60_000, hookTimeout: 120_000 },
})

export default defineConfig({
  test: {
    projects: isDist ? projects : [...projects, packageProject],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'src/**/*.tsx'],
      exclude: ['src/core/vocabulary/{wire,events,connection,options,channel,request,registry,subscriber}.ts'],
      reporter: ['text', 'json-summary', 'html'],
      thresholds: { lines: 95, branches: 95 },
    },
  },
})
