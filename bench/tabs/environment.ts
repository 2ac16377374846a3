import { fileURLToPath } from 'node:url'
import type { Pages } from '../stream/with-pages'
import { WAYS } from './load'

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/** One script for all ways, which reads its way from the address. */
export const PAGES: Pages = {
  server: pathOf('feed-server.ts'),
  entryPoints: ['page', 'worker', 'worker-latest'].map((name) => pathOf(`page/${name}.ts`)),
  scripts: Object.fromEntries(Object.keys(WAYS).map((way) => [way, 'page'])),
}
