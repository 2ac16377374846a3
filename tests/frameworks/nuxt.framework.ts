import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { nodeOf } from '../../scripts/node-versions'
import { contract } from './kit/contract'
import { run } from './kit/install'
import { serveProcess } from './kit/site'

// With a WebSocket of its own a server could dial; it must not.
const node = nodeOf(22)

const { folder, open } = contract({
  example: 'nuxt',
  isServerRendered: true,
  build: (folder) => run(folder, 'npm', ['run', 'build']),
  serve: (folder, socketUrl) =>
    serveProcess(folder, node, ['.output/server/index.mjs'], { HOST: '127.0.0.1', PORT: '0', NUXT_PUBLIC_SOCKET_URL: socketUrl }),
})

/** Where a composable comes from, by the name that needs no import. */
async function sourceOf(name: string): Promise<string | undefined> {
  const declared = await readFile(join(await folder(), '.nuxt', 'types', 'imports.d.ts'), 'utf8')
  return new RegExp(`const ${name}: typeof import\\('([^']+)'\\)`).exec(declared)?.[1]
}

it('gives the application connections of its own', async () => {
  const page = await open()
  await page.shows('open')
  // Where the default registry would be, had anybody asked for it.
  const own = await page.page.evaluate(() => Object.getOwnPropertySymbols(globalThis).map(String))
  expect(own.filter((name) => name.includes('websocket-store/registry'))).toEqual([])
})

it('comes before VueUse, which has a useWebSocket too', async () => {
  expect(await sourceOf('useToggle')).toBe('@vueuse/core')
  expect(await sourceOf('useWebSocket')).toBe('websocket-store/vue')
})

it('leaves that name to VueUse when it has a prefix', async () => {
  const config = join(await folder(), 'nuxt.config.ts')
  const text = await readFile(config, 'utf8')
  await writeFile(config, text.replace('modules:', "websocketStore: { prefix: 'Shared' },\n  modules:"))
  await run(await folder(), 'npx', ['nuxt', 'prepare'])
  expect(await sourceOf('useWebSocket')).toBe('@vueuse/core')
  expect(await sourceOf('useSharedWebSocket')).toBe('websocket-store/vue')
  expect(await sourceOf('useSharedMessages')).toBe('websocket-store/vue')
}, 120_000)
