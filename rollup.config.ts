import { chmodSync, rmSync } from 'node:fs'
import type { GetManualChunk, OutputOptions, RollupOptions } from 'rollup'
import { dts } from 'rollup-plugin-dts'
import esbuild from 'rollup-plugin-esbuild'
import { entries } from './scripts/entries'
import { peers } from './scripts/peers'
import { plainPrivateMembers } from './scripts/plain-private-members'

// One build for all entries. Separate bundles would each contain their own registry.
const input = Object.fromEntries(entries.map(({ name, source }) => [name, source]))
const clientEntries = new Set(entries.filter(({ isClient }) => isClient).map(({ name }) => name))
const external = [...peers]
const COMMAND = 'dist/cli.mjs'

// Rollup removes module directives. React Server Components need 'use client', so the banner restores it.
const banner: NonNullable<OutputOptions['banner']> = ({ name }) => (clientEntries.has(name) ? "'use client'\n" : '')

/**
 * Shared chunks: one for all entries, one for the adapters, one for each folder that other entries build on, and one for what
 * only side doors need of the platform. Rollup would make one for each set of entries.
 */
const sharedChunk: GetManualChunk = (id, { getModuleInfo }) => {
  if (id.includes('/src/core/binding/')) return 'adapter'
  // An entry stays a file of its own.
  const [, base] = /\/src\/(react|vue|testing|devtools|tabs)\/(?!(react|vue|vitest|jest|tanstack|vue-devtools)\/|(worker\/)?index\.ts$)/.exec(id) ?? []
  if (base) return base
  if (!/\/src\/core\/[^/]+\//.test(id)) return undefined
  const { importers = [] } = getModuleInfo(id) ?? {}
  if (importers.some((importer) => importer.includes('/src/core/'))) return 'core'
  // What only one side door uses stays with it. Doors that share a wrapper of a global must not load the core for it.
  return importers.length > 1 ? 'platform' : undefined
}

/** Pages with a worker load neither its code nor the election. Their types refer to both. */
const scriptChunk: GetManualChunk = (id, api) => {
  const [, part] = /\/src\/tabs\/(worker|leader)\/(?!index\.ts$)/.exec(id) ?? []
  return part ? `tabs-${part}` : sharedChunk(id, api)
}

const output = (format: 'es' | 'cjs', extension: string): OutputOptions => ({
  dir: 'dist',
  format,
  entryFileNames: `[name].${extension}`,
  chunkFileNames: `shared/[name].${extension}`,
  exports: 'named',
  minifyInternalExports: false,
  // They would be imports without names, which bundlers ignore in a package without side effects, with a warning.
  hoistTransitiveImports: false,
})

const script = (format: 'es' | 'cjs', extension: string): OutputOptions => ({
  ...output(format, extension),
  banner,
  manualChunks: scriptChunk,
  sourcemap: true,
  generatedCode: 'es2015',
})

const declarations = (extension: string): OutputOptions => ({ ...output('es', extension), manualChunks: sharedChunk })

const config: RollupOptions[] = [
  {
    input,
    external,
    plugins: [
      { name: 'clean', buildStart: () => rmSync('dist', { recursive: true, force: true }) },
      esbuild({ target: 'es2022', tsconfig: 'tsconfig.src.json' }),
      plainPrivateMembers(),
    ],
    output: [script('es', 'mjs'), script('cjs', 'cjs')],
    onwarn(warning, warn) {
      // These warnings are about the directive that the banner restores.
      if (warning.code === 'MODULE_LEVEL_DIRECTIVE' || warning.code === 'SOURCEMAP_ERROR') return
      warn(warning)
    },
  },
  {
    input,
    external,
    plugins: [dts({ tsconfig: 'tsconfig.src.json' })],
    output: [declarations('d.mts'), declarations('d.cts')],
  },
  {
    // The command of the package shares no code with the entries, and runs on every supported version of Node.
    input: 'src/cli/main.ts',
    external: /^node:/,
    plugins: [esbuild({ target: 'node18', tsconfig: 'src/cli/tsconfig.json' }), { name: 'executable', writeBundle: () => chmodSync(COMMAND, 0o755) }],
    output: { file: COMMAND, format: 'es', banner: '#!/usr/bin/env node' },
  },
]

export default config
