import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'
import { EventSource } from 'eventsource'
import type { ConnectionUrl } from 'websocket-store'
import { WebSocket } from 'ws'

export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The paths of all pages for users. */
export const pages = (): string[] => ['README.md', ...readdirSync(`${root}docs`).flatMap((file) => (file.endsWith('.md') ? `docs/${file}` : []))]

export const read = (path: string): string => readFileSync(root + path, 'utf8')

export const codeBlocks = (page: string, language: string): string[] =>
  [...read(page).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '')

const imports: Record<string, () => Promise<unknown>> = {
  'websocket-store': async () => {
    const library = await import('websocket-store')
    // Node 20 has no built-in WebSocket.
    const createConnection = (url: ConnectionUrl, options?: object) =>
      library.createConnection(url, { WebSocket, reconnect: { delay: () => 10 }, ...options })
    return { ...library, createConnection }
  },
  'websocket-store/socket-io': () => import('websocket-store/socket-io'),
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
}

/** Runs the block of `page` that contains `marker`, with its server replaced by `url`. Returns its exports. */
export async function runBlock<Exports>(page: string, marker: string, url: string): Promise<Exports> {
  const found = codeBlocks(page, 'ts').filter((block) => block.includes(marker))
  if (found.length !== 1) throw new Error(`${found.length} blocks of ${page} contain ${marker}.`)
  const source = found[0]!.replace(/'(?:wss|https):[^']+'/, JSON.stringify(url))
  const { code } = await transform(source, { loader: 'ts', format: 'cjs' })
  const modules = new Map<string, unknown>()
  for (const [name, load] of Object.entries(imports)) modules.set(name, await load())
  const module = { exports: {} }
  new Function('require', 'module', 'exports', code)((name: string) => modules.get(name), module, module.exports)
  return module.exports as Exports
}
