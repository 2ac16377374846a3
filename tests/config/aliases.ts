import { fileURLToPath } from 'node:url'
import type { Alias } from 'vite'

/** The repository. Vitest takes the folder of a configuration for its root, so each configuration here names this one. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

export const fromRoot = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))

/** The tests import the package by its public names. `isDist` resolves these to the built files instead of the sources. */
export const packageAliases = (isDist = false): Alias[] => {
  const entry = (source: string, built: string) => fromRoot(isDist ? `dist/${built}` : `src/${source}`)
  return [
    { find: /^websocket-store$/, replacement: entry('core/index.ts', 'index.mjs') },
    { find: /^websocket-store\/react$/, replacement: entry('react/index.ts', 'react.mjs') },
    { find: /^websocket-store\/vue$/, replacement: entry('vue/index.ts', 'vue.mjs') },
    { find: /^websocket-store\/socket-io$/, replacement: entry('socket-io/index.ts', 'socket-io.mjs') },
    { find: /^websocket-store\/event-source$/, replacement: entry('event-source/index.ts', 'event-source.mjs') },
  ]
}

/** Under the `browser` condition, which jsdom projects resolve with, `ws` is a stub that throws. */
export const wsAlias: Alias = { find: /^ws$/, replacement: fromRoot('node_modules/ws/wrapper.mjs') }
