import { brotliCompressSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { production } from '../harness/bundle'

/** The code that an import of one name adds to an application, without the framework. */
const IMPORTS: Readonly<Record<string, string>> = {
  'websocket-store, createConnection': `export { createConnection } from 'websocket-store'`,
  'websocket-store, useWebSocket for React': `export { useWebSocket } from 'websocket-store/react'`,
  'websocket-store, useWebSocket for Vue': `export { useWebSocket } from 'websocket-store/vue'`,
  'react-use-websocket': `export { default } from 'react-use-websocket'`,
  'partysocket/react': `export { useWebSocket } from 'partysocket/react'`,
  '@vueuse/core': `export { useWebSocket } from '@vueuse/core'`,
  ahooks: `export { useWebSocket } from 'ahooks'`,
}

const FRAMEWORKS = ['react', 'react-dom', 'vue']

async function bytesOf(contents: string): Promise<number> {
  const { react: _react, 'react-dom': _reactDom, vue: _vue, ...alias } = production.alias
  const resolveDir = fileURLToPath(new URL('..', import.meta.url))
  const { outputFiles } = await build({ ...production, alias, external: FRAMEWORKS, stdin: { contents, resolveDir }, write: false })
  return brotliCompressSync(outputFiles[0]!.contents).length
}

/** W5: sizes, minified for production and compressed with brotli. */
export async function measureBytes(): Promise<Record<string, number>> {
  const entries = Object.entries(IMPORTS).map(async ([name, contents]) => [name, await bytesOf(contents)] as const)
  return Object.fromEntries(await Promise.all(entries))
}
