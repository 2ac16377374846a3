import vue from '@vitejs/plugin-vue'
import type { Alias } from 'vite'
import { configDefaults, defineConfig, type TestProjectConfiguration } from 'vitest/config'
import { internalTests } from './scripts/internal-tests'
import { fromRoot, packageAliases, wsAlias } from './tests/config/aliases'

/** With WS_STORE_DIST the tests run against the built files. */
const isDist = Boolean(process.env.WS_STORE_DIST)

const alias: Alias[] = [...packageAliases(isDist), wsAlias]

const react18: Alias[] = [
  // Its CommonJS build would resolve React 19.
  {
    find: /^@testing-library\/react$/,
    replacement: fromRoot('node_modules/@testing-library/react/dist/@testing-library/react.esm.js'),
  },
  { find: /^react(\/.*)?$/, replacement: `${fromRoot('tests/react-18/node_modules/react')}$1` },
  { find: /^react-dom(\/.*)?$/, replacement: `${fromRoot('tests/react-18/node_modules/react-dom')}$1` },
]

const reactTests = [
  'tests/{react,contract,acceptance/react,peers/react-use-websocket,testing/react}/**/*.test.{ts,tsx}',
  'tests/peers/*.test.tsx',
  'tests/compat/react-use-websocket/**/*.test.tsx',
]
const vueTests = ['tests/{vue,acceptance/vue,peers/vueuse,compat/vueuse,testing/vue}/**/*.test.{ts,tsx}']
const packageTests = ['tests/package/packed/**/*.test.ts']
const never = [...configDefaults.exclude, '**/*.browser.test.{ts,tsx}', 'tests/runtimes/**']

/**
 * A second run of these against the build would test nothing new: pages, the demo and files, and long proofs of behaviour that
 * other tests show on the build. Those of tabs join parts of the sources; `package` and `frameworks` run the built worker.
 */
const apartFromDist = ['tests/{bench,cli,demo,docs,examples,package,peers,protocols,scale-out,site,tabs}/**', 'tests/testing/contract/**']

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
      // Inlined, so that the React aliases apply to its imports too.
      server: { deps: { inline: [/@testing-library\/react/] } },
      // Leaves room for a busy machine.
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
    // The default leaves one core to Vitest itself, which needs little of it: with two cores half of the machine would be idle.
    maxWorkers: '100%',
    // The build is the same for React 18, whose run against the sources is enough.
    projects: isDist ? projects.filter(({ test }) => test.name !== 'react-18') : [...projects, packageProject],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'src/**/*.tsx'],
      exclude: ['src/core/vocabulary/{wire,events,connection,options,channel,request,registry,subscriber}.ts'],
      reporter: ['text', 'json-summary', 'html'],
      thresholds: { lines: 95, branches: 95 },
    },
  },
})
