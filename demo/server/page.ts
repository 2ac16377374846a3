import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { build as buildBundle } from 'vite'
import type { InlineConfig, Plugin, Rollup } from 'vite'
import { cacheFolder, fingerprint } from '../../scripts/fingerprint'

export interface PageFile {
  readonly type: string
  readonly body: Buffer
}

/** Files, keyed by the path under which they are served. */
export type Page = ReadonlyMap<string, PageFile>

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

const typeOf = (fileName: string): string =>
  TYPES[fileName.slice(fileName.lastIndexOf('.') + 1)] ?? 'application/octet-stream'

/**
 * Gives the library its development texts: an error says how to fix the problem. React and Vue stay in production mode, because their
 * development builds would make every count of renders wrong.
 */
const developmentTexts: Plugin = {
  name: 'development-texts',
  enforce: 'pre',
  transform: (code, id) =>
    id.startsWith(here('../../src/')) ? { code: code.replaceAll('process.env.NODE_ENV', "'development'"), map: null } : null,
}

/** The page imports the library's sources by their public names, so its code is the code that a user would write. */
const config: InlineConfig = {
  configFile: false,
  root: here('../page'),
  logLevel: 'warn',
  plugins: [developmentTexts, vue()],
  resolve: {
    alias: [
      { find: /^websocket-store$/, replacement: here('../../src/core/index.ts') },
      { find: /^websocket-store\/react$/, replacement: here('../../src/react/index.ts') },
      { find: /^websocket-store\/vue$/, replacement: here('../../src/vue/index.ts') },
      { find: /^websocket-store\/tabs$/, replacement: here('../../src/tabs/index.ts') },
      { find: /^websocket-store\/tabs\/worker$/, replacement: here('../../src/tabs/worker/index.ts') },
      { find: /^websocket-store\/devtools$/, replacement: here('../../src/devtools/index.ts') },
    ],
  },
  esbuild: { jsx: 'automatic' },
  worker: { format: 'es', plugins: () => [developmentTexts] },
  build: {
    write: false,
    target: 'es2022',
    chunkSizeWarningLimit: 1000,
    rollupOptions: {
      onwarn(warning, warn) {
        // These warnings are about comments in a dependency. Users of the demo cannot fix them.
        if (warning.code !== 'INVALID_ANNOTATION') warn(warning)
      },
    },
  },
}

const toFile = (output: Rollup.OutputAsset | Rollup.OutputChunk): [string, PageFile] => {
  const source = output.type === 'chunk' ? output.code : output.source
  return [`/${output.fileName}`, { type: typeOf(output.fileName), body: Buffer.from(source) }]
}

/** Builds a production bundle in memory. */
const build = async (): Promise<Page> => {
  // Vite uses this variable for the mode of the frameworks, and a test runner can set a different value.
  process.env['NODE_ENV'] = 'production'
  const result = await buildBundle(config)
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((bundle) => ('output' in bundle ? bundle.output : []))
  return new Map(outputs.map(toFile))
}

/** What was built, and from which sources. */
interface Kept {
  readonly sources: string
  readonly files: readonly (readonly [path: string, type: string, base64: string])[]
}

const keptFile = join(cacheFolder, 'demo.json')

const readKept = (sources: string): Page | null => {
  try {
    const kept = JSON.parse(readFileSync(keptFile, 'utf8')) as Kept
    return kept.sources === sources ? new Map(kept.files.map(([path, type, base64]) => [path, { type, body: Buffer.from(base64, 'base64') }])) : null
  } catch {
    return null
  }
}

const keep = (page: Page, sources: string): void => {
  const kept: Kept = { sources, files: [...page].map(([path, { type, body }]) => [path, type, body.toString('base64')]) }
  mkdirSync(cacheFolder, { recursive: true })
  // Another process may read it.
  const written = `${keptFile}.${process.pid}`
  writeFileSync(written, JSON.stringify(kept))
  renameSync(written, keptFile)
}

/** The page. It is built when its sources have changed since the last build. */
export const buildPage = async (): Promise<Page> => {
  const sources = fingerprint(['demo', 'src', 'scripts/fingerprint.ts', 'package-lock.json', 'tsconfig.json'])
  const kept = readKept(sources)
  if (kept) return kept
  const page = await build()
  keep(page, sources)
  return page
}
