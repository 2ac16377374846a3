import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions } from 'esbuild'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const here = fileURLToPath(new URL('..', import.meta.url))
const inRoot = (path: string) => join(root, path)

/** The production build of an application. All candidates use the same copy of React and Vue. */
export const production = {
  bundle: true,
  format: 'esm',
  minify: true,
  target: 'es2022',
  logLevel: 'error',
  jsx: 'automatic',
  legalComments: 'none',
  mainFields: ['module', 'browser', 'main'],
  define: {
    'process.env.NODE_ENV': '"production"',
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  alias: {
    'websocket-store': inRoot('src/core/index.ts'),
    'websocket-store/react': inRoot('src/react/index.ts'),
    'websocket-store/vue': inRoot('src/vue/index.ts'),
    react: inRoot('node_modules/react'),
    'react-dom': inRoot('node_modules/react-dom'),
    vue: inRoot('node_modules/vue/dist/vue.runtime.esm-bundler.js'),
  },
} satisfies BuildOptions

/** The source file of a candidate, for example `react/ours`. */
export const sourceOf = (candidate: string): string =>
  ['ts', 'tsx'].map((extension) => join(here, 'candidates', `${candidate}.${extension}`)).find(existsSync)!

/**
 * Builds the page of each candidate.
 *
 * @param candidates For example `react/ours`.
 * @param isReadable Disables minification, so a profile shows function names.
 */
export async function bundleInto(folder: string, candidates: readonly string[], isReadable = false): Promise<void> {
  const entryPoints = Object.fromEntries(candidates.map((candidate) => [candidate, sourceOf(candidate)]))
  await build({ ...production, minify: !isReadable, entryPoints, outdir: folder })
  for (const candidate of candidates) {
    const script = `/${candidate}.js`
    writeFileSync(
      join(folder, `${candidate}.html`),
      `<!doctype html><meta charset="utf-8"><title>${candidate}</title><div id="root"></div><script type="module" src="${script}"></script>`,
    )
  }
}
