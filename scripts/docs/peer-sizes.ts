import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'
import { production } from '../../bench/performance/harness/bundle'
import { writeSection } from '../document-section'

// `npx tsx scripts/docs/peer-sizes.ts` measures again, and writes docs/compare/sizes.json and the table of docs/compare/index.md.

export interface SizeEntry {
  /** What the table shows. */
  readonly label: string
  /** The package whose version is shown. */
  readonly package: string
  /** The module of an application that uses the package in the usual way. */
  readonly code: string
}

export interface Size {
  readonly label: string
  readonly version: string
  readonly bytes: number
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** One import for each way to use a library. */
export const ENTRIES: readonly SizeEntry[] = [
  { label: '`useWebSocket`, React', package: 'websocket-store', code: `export { useWebSocket } from 'websocket-store/react'` },
  { label: '`useWebSocket`, Vue', package: 'websocket-store', code: `export { useWebSocket } from 'websocket-store/vue'` },
  { label: '`createConnection`', package: 'websocket-store', code: `export { createConnection } from 'websocket-store'` },
  {
    label: '`createConnection` and `socketIo`, with `socket.io-client`',
    package: 'websocket-store',
    code: `export { createConnection } from 'websocket-store'
      export { socketIo } from 'websocket-store/socket-io'
      export { io } from 'socket.io-client'`,
  },
  { label: '`useWebSocket`, React', package: 'react-use-websocket', code: `export { default } from 'react-use-websocket'` },
  { label: '`useWebSocket`, Vue', package: '@vueuse/core', code: `export { useWebSocket } from '@vueuse/core'` },
  { label: '`useWebSocket`, React', package: 'partysocket', code: `export { useWebSocket } from 'partysocket/react'` },
  { label: '`usePartySocket`, React', package: 'partysocket', code: `export { usePartySocket } from 'partysocket/react'` },
  { label: '`WebSocket`', package: 'partysocket', code: `export { WebSocket } from 'partysocket'` },
  { label: 'the class', package: 'reconnecting-websocket', code: `export { default } from 'reconnecting-websocket'` },
  { label: '`io`', package: 'socket.io-client', code: `export { io } from 'socket.io-client'` },
]

/** The installed version. This package itself is measured from its sources, so it has no version of its own. */
function versionOf(name: string): string {
  if (name === 'websocket-store') return 'this'
  return (JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, 'utf8')) as { version: string }).version
}

/** The bytes that the code adds to an application without React and Vue: minified for production, compressed with brotli. */
export async function bytesOf(code: string): Promise<number> {
  const { react: _react, 'react-dom': _reactDom, vue: _vue, ...ours } = production.alias
  const alias = { ...ours, 'websocket-store/socket-io': `${root}src/socket-io/index.ts` }
  const { outputFiles } = await build({
    ...production,
    alias,
    external: ['react', 'react-dom', 'vue'],
    stdin: { contents: code, resolveDir: root },
    write: false,
  })
  return brotliCompressSync(outputFiles[0]!.contents).length
}

export const measure = (entries = ENTRIES): Promise<Size[]> =>
  Promise.all(entries.map(async ({ label, package: name, code }) => ({ label: `${name}: ${label}`, version: versionOf(name), bytes: await bytesOf(code) })))

export const tableOf = (sizes: readonly Size[]): string =>
  [
    '| package: import | version | bytes |',
    '| --- | --- | ---: |',
    ...sizes.map(({ label, version, bytes }) => `| ${label} | ${version} | ${bytes.toLocaleString('en-US')} |`),
  ].join('\n')

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = await measure()
  writeFileSync(`${root}docs/compare/sizes.json`, `${JSON.stringify(sizes, null, 2)}\n`)
  writeSection(`${root}docs/compare/index.md`, 'sizes', tableOf(sizes))
  console.log(tableOf(sizes))
}
