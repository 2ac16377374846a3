import { fileURLToPath } from 'node:url'
import type { Pages } from '../stream/with-pages'

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/** Each page is a script of its own. `isReadable`: the names of functions are in a CPU profile. */
export const pagesOf = (names: readonly string[], isReadable: boolean): Pages => ({
  server: pathOf('feed-server.ts'),
  entryPoints: Object.fromEntries(names.map((name) => [name, pathOf(`page/${name}.ts`)])),
  scripts: Object.fromEntries(names.map((name) => [name, name])),
  minify: !isReadable,
})
