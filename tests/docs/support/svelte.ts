import { compile } from 'svelte/compiler'
import { root } from './code-blocks'
import { toCommonJs } from './run-block'

type Exports = { readonly default: never } & Readonly<Record<string, unknown>>
type Modules = Readonly<Record<string, unknown>>

// The files of the package by path: its exports would give the server's versions in Node.
const load = async (file: string) => (await import(/* @vite-ignore */ `${root}node_modules/svelte/src/${file}`)) as Record<string, unknown>

/** What applications import from Svelte in a browser. */
export const svelteClient = {
  'svelte': () => load('index-client.js'),
  'svelte/reactivity': () => load('reactivity/index-client.js'),
  'svelte/internal/client': () => load('internal/client/index.js'),
  'svelte/internal/disclose-version': async () => ({}),
}

/** The component of `source`, compiled for the browser or for a server. */
export const compileSvelte = async (source: string, generate: 'client' | 'server', modules: Modules): Promise<never> =>
  (await compileSvelteModule(source, generate, modules)).default

/** All exports of `source`. */
export async function compileSvelteModule(source: string, generate: 'client' | 'server', modules: Modules): Promise<Exports> {
  const { js, warnings } = compile(source, { generate, filename: 'block.svelte', dev: false })
  if (warnings[0]) throw new Error(warnings[0].message)
  const loaded = new Map<string, unknown>(Object.entries(modules))
  for (const [name, get] of Object.entries(svelteClient)) loaded.set(name, await get())
  loaded.set('svelte/internal/server', await load('internal/server/index.js'))
  const module = { exports: {} as Exports }
  new Function('require', 'module', 'exports', toCommonJs(js.code))((name: string) => loaded.get(name), module, module.exports)
  return module.exports
}
