import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { nodeOf } from '../../scripts/node-versions'
import { contract } from './kit/contract'
import { run } from './kit/install'
import { sharesOneSocket } from './kit/shared-page'
import { serveProcess } from './kit/site'

// Node 22 has a built-in WebSocket, so the server could dial. It must not.
const node = nodeOf(22)

const application = contract({
  example: 'nuxt',
  isServerRendered: true,
  build: (folder) => run(folder, 'npm', ['run', 'build']),
  serve: (folder, socketUrl) =>
    serveProcess(folder, node, ['.output/server/index.mjs'], { HOST: '127.0.0.1', PORT: '0', NUXT_PUBLIC_SOCKET_URL: socketUrl }),
})

const { folder, open } = application

/** The package of an auto-imported composable. */
async function sourceOf(name: string): Promise<string | undefined> {
  const declared = await readFile(join(await folder(), '.nuxt', 'types', 'imports.d.ts'), 'utf8')
  return new RegExp(`const ${name}: typeof import\\('([^']+)'\\)`).exec(declared)?.[1]
}

it('creates a registry for the application', async () => {
  const page = await open()
  await page.shows('open')
  // The symbol of the default registry exists only after its first use.
  const symbols = await page.page.evaluate(() => Object.getOwnPropertySymbols(globalThis).map(String))
  expect(symbols.filter((name) => name.includes('websocket-store/registry'))).toEqual([])
})

it('renders a registry in a worker on the server without a socket, and shares one socket among tabs', () => sharesOneSocket(application))

it('takes precedence over VueUse, which also has a useWebSocket', async () => {
  expect(await sourceOf('useToggle')).toBe('@vueuse/core')
  expect(await sourceOf('useWebSocket')).toBe('websocket-store/vue')
})

it('does not override the useWebSocket of VueUse when it has a prefix', async () => {
  const config = join(await folder(), 'nuxt.config.ts')
  const text = await readFile(config, 'utf8')
  await writeFile(config, text.replace('modules:', "websocketStore: { prefix: 'Shared' },\n  modules:"))
  await run(await folder(), 'npx', ['nuxt', 'prepare'])
  expect(await sourceOf('useWebSocket')).toBe('@vueuse/core')
  expect(await sourceOf('useSharedWebSocket')).toBe('websocket-store/vue')
  expect(await sourceOf('useSharedMessages')).toBe('websocket-store/vue')
}, 120_000)
