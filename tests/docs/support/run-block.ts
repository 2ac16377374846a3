import { compileScript, parse } from 'vue/compiler-sfc'
import { EventSource } from 'eventsource'
import ts from 'typescript'
import { onTestFinished } from 'vitest'
import type { ConnectionUrl } from 'websocket-store'
import { WebSocket } from 'ws'
import { findBlock } from './code-blocks'

type Modules = Readonly<Record<string, () => Promise<unknown>>>

const packages: Modules = {
  'websocket-store': async () => {
    const library = await import('websocket-store')
    // Node 20 has no built-in WebSocket.
    const createConnection = (url: ConnectionUrl, options?: object) =>
      library.createConnection(url, { WebSocket, reconnect: { delay: () => 10 }, ...options })
    return { ...library, createConnection }
  },
  'websocket-store/react': () => import('websocket-store/react'),
  'websocket-store/vue': () => import('websocket-store/vue'),
  'websocket-store/socket-io': () => import('websocket-store/socket-io'),
  'websocket-store/tabs': async () => {
    const library = await import('websocket-store/tabs')
    const createTabsRegistry: typeof library.createTabsRegistry = (...given) => {
      const registry = library.createTabsRegistry(...given)
      // A page that is left would start the worker of the next test.
      onTestFinished(() => registry.dispose())
      return registry
    }
    return { ...library, createTabsRegistry }
  },
  'websocket-store/testing': () => import('websocket-store/testing'),
  'websocket-store/event-source': async () => {
    const { eventSource } = await import('websocket-store/event-source')
    // Node has no EventSource.
    return { eventSource: (options: object) => eventSource({ EventSource, ...options }) }
  },
  'socket.io-client': () => import('socket.io-client'),
  'socket.io': async () => {
    const { Server } = await import('socket.io')
    // Uses a free port instead of the port of the page.
    return { Server: class extends Server { constructor() { super(0) } } }
  },
  eventsource: () => import('eventsource'),
  zod: () => import('zod'),
  react: () => import('react'),
  'react/jsx-runtime': () => import('react/jsx-runtime'),
  vue: () => import('vue'),
}

// Not with esbuild, which does not run where jsdom replaces the globals.
export const toCommonJs = (source: string, isTsx = false): string =>
  ts.transpile(source, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, jsx: ts.JsxEmit.ReactJSX, esModuleInterop: true }, isTsx ? 'block.tsx' : 'block.ts')

/** Compiles a single-file component to TypeScript with an inlined template. */
function compileVue(source: string): string {
  const { descriptor, errors } = parse(source)
  if (errors[0]) throw errors[0]
  return compileScript(descriptor, { id: 'block', inlineTemplate: true }).content
}

/**
 * Runs the block of `page` in `language` that contains `marker`, with the first server in it replaced by `url`. Returns its exports;
 * a `vue` block exports its component as `default`. `modules` adds modules that the block imports, such as other blocks.
 */
export async function runBlock<Exports>(
  page: string,
  marker: string,
  url: string,
  { language = 'ts', modules = {} }: { language?: 'ts' | 'tsx' | 'vue'; modules?: Modules } = {},
): Promise<Exports> {
  const block = findBlock(page, language, marker)
  const source = (language === 'vue' ? compileVue(block) : block).replace(/'(?:wss|https):[^']+'/, JSON.stringify(url))
  // CommonJS has no `import.meta`.
  const code = toCommonJs(source, language === 'tsx').replaceAll('import.meta.url', JSON.stringify('file:///block.js'))
  const loaded = new Map<string, unknown>()
  for (const [, name = ''] of code.matchAll(/require\("([^"]+)"\)/g)) {
    const load = modules[name] ?? packages[name]
    if (!load) throw new Error(`A block of ${page} imports ${name}. Pass it in \`modules\`.`)
    loaded.set(name, await load())
  }
  const module = { exports: {} }
  new Function('require', 'module', 'exports', code)((name: string) => loaded.get(name), module, module.exports)
  return module.exports as Exports
}
